"""Freezes PyTorch's loss of connectionist temporal classification and its gradient, Float64.

    pip install torch==2.13.0
    python test/golden/make_ctc.py        # writes torch-ctc.json beside this file

shared.py says what holds for every file: the grid and the rounding. T time, B batch, K labels of which 0 is the
blank, S the longest target; in a case all four differ.

{ torch, python, seed, cases: [case, ...] }, where a case has
    T B K S         the sizes
    inputLengths    (B) how many steps of logits each sequence has, 1 to T
    targetLengths   (B) how many labels each target has, 0 to S
    targets         (B, S) labels 1 to K - 1; 0 from the target's length on
    logits          (T, B, K) before the softmax; other numbers, on which nothing depends, from inputLengths on
    loss            (B) -log p(target); 1e999 (JSON's infinity) where the steps are too few for the labels and for the
                    blank that must stand between two equal ones
    grad            { logits: (T, B, K) } of the sum of the finite losses; 0 for a sequence whose loss is infinite
                    (torch's own gives NaN there unless told zero_infinity=True, as here)

Where there are at most 20,000 ways to label T steps, each is written out, collapsed and, if it gives the target,
counted: torch's loss and gradient are asserted to equal that sum and its derivative.
"""

import itertools

import torch
from shared import normal, same, write
from torch.nn.functional import ctc_loss

# T, K and, for each sequence, how many steps it has and its labels. T, B, K, S are 1 once each (S is also 0 once).
CASES = [
    (1, 3, [(1, [2]), (1, []), (1, [1, 2]), (1, [1])]),
    (5, 4, [(5, [3, 3])]),
    (4, 3, [(4, [1, 2]), (2, [1]), (3, [2, 2]), (2, [1, 1]), (1, [])]),
    (6, 4, [(6, [1, 2, 3, 1, 2]), (5, [2, 2, 3]), (4, [])]),
    (5, 2, [(5, [1]), (2, [1]), (4, [])]),
    (4, 6, [(4, [5, 1, 5]), (3, [4, 4])]),
    (3, 1, [(3, []), (2, [])]),
    (12, 7, [(12, [6, 2, 2, 1, 5]), (9, [3, 3, 3]), (12, [1]), (8, [4, 4, 4, 4, 4])]),
    (16, 5, [(16, [1, 2, 2, 3]), (7, [4, 4, 4, 4]), (11, [])]),
]


def by_hand(log_p, target):
    """-log of the sum over every labelling of the steps (T, K) which, runs merged and blanks dropped, is the target."""
    T, K = log_p.shape
    paths = [p for p in itertools.product(range(K), repeat=T) if [k for k, _ in itertools.groupby(p) if k] == target]
    if not paths:
        return torch.tensor(torch.inf)
    return -torch.stack([log_p[range(T), p].sum() for p in paths]).logsumexp(0)


def case(T, K, sequences, scale):
    B, S = len(sequences), max(len(target) for _, target in sequences)
    assert len({T, B, K, S}) == 4
    lengths, labels = zip(*sequences)
    targets = torch.tensor([target + [0] * (S - len(target)) for target in labels], dtype=torch.int64).reshape(B, S)
    logits = normal(T, B, K, scale=scale).requires_grad_()
    log_p, lengths, target_lengths = logits.log_softmax(2), list(lengths), [len(target) for target in labels]
    loss = ctc_loss(log_p, targets, lengths, target_lengths, reduction="none")
    ctc_loss(log_p, targets, lengths, target_lengths, reduction="none", zero_infinity=True).sum().backward()
    if K**T <= 20_000:
        log_p = logits.log_softmax(2)
        recomputed = torch.stack([by_hand(log_p[:n, b], target) for b, (n, target) in enumerate(sequences)])
        same(recomputed, loss)
        same(torch.autograd.grad(recomputed[recomputed.isfinite()].sum(), logits)[0], logits.grad)
    return {
        **{"T": T, "B": B, "K": K, "S": S, "inputLengths": lengths, "targetLengths": target_lengths},
        **{"targets": targets, "logits": logits, "loss": loss, "grad": {"logits": logits.grad}},
    }


# The last has scores so far apart that a sum of probabilities, rather than of their logarithms, would lose them.
write("torch-ctc", {"cases": [case(*each, scale=20 if each is CASES[-1] else 1.5) for each in CASES]})
