"""Freezes what PyTorch computes with layers one upon the other, in both directions, and over unequal lengths.

    pip install torch==2.13.0
    python test/golden/make_layers.py     # writes torch-{bidirectional,stacked,stacked-bidirectional,packed}.json

shared.py says what holds for every file: the grid, the rounding, and our layout of the weights. Every number is
float64. T time, B batch, I input, H hidden, L layers, D directions; H D is the width of a layer's output and so of the
next one's input. T, B, I and H all differ, and none of them is H D (in both directions) or L (in a stack).

A name begins with the layer and the direction it belongs to, where there is more than one of these:
    W_f     layers.1.W_f     backward.W_f     layers.0.forward.W_f

Each file: { torch, python, seed, cases: [case, ...] }, where a case has
    cell        rnn, lstm or gru
    T B I H L D the sizes
    lengths     (B) packed only: how many steps each sequence has, in no order, 1 to T, some all below T
    weights     of every layer and direction; a layer's I is H D but for the first
    x           (T, B, I); from a sequence's length on it holds other numbers, which nothing may depend on
    initial     h0 and, for the LSTM, c0 of every layer and direction, (B, H) each
    dh          (T, B, H D)
    dfinal      hT and, for the LSTM, cT of every layer and direction, (B, H) each:
                loss = sum(h * dh) + sum over the names of sum(final * dfinal)
    loss        that number
    h           (T, B, H D) of the uppermost layer, forward first; 0 from a sequence's length on
    final       hT, cT like dfinal: where each sequence ends, at its own length; backwards it ends at the first step
    grad        d loss by x, by each of initial and by each of weights, under the same names

All is torch's own; the equations of shared.py, unrolled in our layout, are asserted to give the same values and, by
autograd, the same gradients.
"""

import torch
from shared import LAYERS, STATES, STEPS, gradients, normal, random_weights, same, unroll, values, write
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

# (T, B, I, H)
BIDIRECTIONAL = [(1, 2, 3, 4), (3, 1, 2, 5), (5, 3, 1, 2), (5, 4, 3, 1), (2, 5, 4, 3), (4, 3, 5, 7)]
# L, then these
STACKED = [(2, 1, 4, 3, 5), (3, 4, 1, 2, 5), (2, 5, 3, 1, 4), (3, 5, 4, 6, 1), (2, 3, 5, 6, 4), (3, 5, 6, 1, 2)]
# lengths, then these
PACKED = [
    ([3, 5, 2], 5, 3, 2, 4),
    ([2, 4], 4, 2, 1, 3),
    ([1, 3, 2, 3, 1], 3, 5, 6, 2),
    ([5, 2, 4, 4], 6, 4, 3, 1),
    ([3], 4, 1, 2, 5),
    ([1, 1, 1], 1, 3, 2, 4),
    ([1, 7, 3, 6], 7, 4, 5, 6),
]


def case(cell, T, B, I, H, L=1, D=1, lengths=None):
    assert len({T, B, I, H, D * H if D > 1 else 0, L if L > 1 else -1}) == 6
    layer = LAYERS[cell](I, H, num_layers=L, bidirectional=D == 2)
    random_weights(layer)
    names = {  # torch's suffix of each layer and direction, in torch's order: our prefix
        f"_l{l}{'_reverse' * d}": f"layers.{l}." * (L > 1) + ["forward.", "backward."][d] * (D > 1)
        for l in range(L)
        for d in range(D)
    }

    def prefixed(of):
        return {prefix + k: v for suffix, prefix in names.items() for k, v in of(layer, suffix).items()}

    weights = prefixed(values)
    x, dh = normal(T, B, I), normal(T, B, H * D)
    initial = {f"{prefix}{k}0": normal(B, H) for prefix in names.values() for k in STATES[cell]}
    dfinal = {f"{prefix}{k}T": normal(B, H) for prefix in names.values() for k in STATES[cell]}
    free = {"x": x, **initial, **weights}
    for v in free.values():
        v.requires_grad_()

    def loss(h, final):
        return (h * dh).sum() + sum((final[k] * d).sum() for k, d in dfinal.items())

    start = [torch.stack([initial[f"{prefix}{k}0"] for prefix in names.values()]) for k in STATES[cell]]
    sequences = x if lengths is None else pack_padded_sequence(x, torch.tensor(lengths), enforce_sorted=False)
    h, end = layer(sequences, tuple(start) if cell == "lstm" else start[0])
    if lengths is not None:
        h, _ = pad_packed_sequence(h, total_length=T)
    ends = dict(zip(STATES[cell], end if cell == "lstm" else [end]))
    final = {f"{prefix}{k}T": v for k in ends for prefix, v in zip(names.values(), ends[k])}
    final = {k: final[k] for k in dfinal}
    loss(h, final).backward()
    grad = {"x": x.grad, **{k: v.grad for k, v in initial.items()}, **prefixed(gradients)}

    recomputed, above = {}, x
    for l in range(L):
        outputs = []
        for d, prefix in enumerate(list(names.values())[l * D : (l + 1) * D]):
            own = {k.removeprefix(prefix): w for k, w in weights.items() if k.startswith(prefix)}
            state = {k: initial[f"{prefix}{k}0"] for k in STATES[cell]}
            steps, state = unroll(STEPS[cell], own, above, state, lengths, backward=d == 1)
            outputs.append(steps["h"])
            recomputed |= {f"{prefix}{k}T": v for k, v in state.items()}
        above = torch.cat(outputs, 2)
    same({"h": above, **recomputed}, {"h": h, **final})
    same(dict(zip(free, torch.autograd.grad(loss(above, recomputed), list(free.values())))), grad)
    return {
        **{"cell": cell, "T": T, "B": B, "I": I, "H": H, "L": L, "D": D},
        **({} if lengths is None else {"lengths": lengths}),
        **{"weights": weights, "x": x, "initial": initial, "dh": dh, "dfinal": dfinal},
        **{"loss": loss(h, final), "h": h, "final": final, "grad": grad},
    }


bidirectional = [case(cell, *shape, D=2) for cell in ["lstm", "gru"] for shape in BIDIRECTIONAL]
stacked = [case(cell, *shape, L=L) for cell in ["rnn", "lstm", "gru"] for L, *shape in STACKED]
stacked_bidirectional = [case("lstm", *shape, L=L, D=2) for L, *shape in STACKED]
packed = [case(cell, *shape, lengths=n) for cell in ["rnn", "lstm", "gru"] for n, *shape in PACKED]
packed += [case("lstm", *shape, D=2, lengths=n) for n, *shape in PACKED]
packed += [case("lstm", 5, 4, 1, 3, L=2, D=2, lengths=[2, 5, 1, 4])]

write("torch-bidirectional", {"cases": bidirectional})
write("torch-stacked", {"cases": stacked})
write("torch-stacked-bidirectional", {"cases": stacked_bidirectional})
write("torch-packed", {"cases": packed})
