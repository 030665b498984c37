"""Freezes what PyTorch computes, so that the tests can compare without PyTorch.

    pip install torch==2.13.0
    python test/golden/make.py            # writes torch-{rnn,lstm,gru,train}.json beside this file

Beside it stand make_layers.py (several layers, both directions, unequal lengths), make_ctc.py and make_onnx.py;
shared.py says what holds for all of them: the grid, the rounding, and our layout of the weights. Every number is
float64. T time, B batch, I input, H hidden; in a case all four differ, so that no mistake of axis hides behind equal
sizes.

torch-rnn.json, torch-lstm.json, torch-gru.json: { torch, python, seed, cell, cases: [case, ...] }, where a case has
    T B I H     the sizes
    weights     W_h b_h | W_f b_f W_i b_i W_g b_g W_o b_o | W_r b_r W_z b_z W_n b_n W_u b_u
    x           (T, B, I)
    h0 c0       (B, H) the initial state; c's are the LSTM's alone, here and below
    dh dc       (T, B, H) and (B, H): loss = sum(h * dh) + sum(cT * dc)
    loss        that number
    h cT        (T, B, H) h after each step, and (B, H) the last c: the output of torch's layer itself
    f i g o c   (T, B, H) the LSTM's gates and cell at each step, recomputed here and asserted to give h and cT
    r z n       (T, B, H) the same for the GRU: h_t = (1 - z) h_{t-1} + z n, n = tanh(x W_n + b_n + r (h W_u + b_u))
    grad        d loss by x, h0, c0 and each of the weights, under the same names: torch's own, asserted to equal what
                autograd finds along the recomputation

torch-train.json: one-hot characters -> LSTM -> linear -> mean cross-entropy over all T * B predictions;
every step starts from zero states, then clips by global norm, then applies Adam. It holds
    T B V H     the sizes; V is the alphabet and the LSTM's input size
    steps       the number of updates; each has its own batch, so that the gradient's norm changes
    lr beta1 beta2 eps      Adam's
    clip        the largest norm; torch scales by min(1, clip / (norm + 1e-6)). It bites at some steps only
    inputs targets          (steps, T, B) indices of characters
    initial final           the parameters: the LSTM's, W_out (V columns: (H, V)) and b_out (V)
    loss norm   (steps) each before its update; norm is the gradient's, before clipping
    clipped     (steps) the gradient of each parameter, after clipping
"""

import torch
from shared import LAYERS, STATES, STEPS, gradients, normal, random, random_weights, same, unroll, values, write
from torch.nn.functional import cross_entropy, one_hot

# (T, B, I, H): each is 1 once; the others lie around 4, 8 and 16, where blocked loops have their edges.
SHAPES = [
    (1, 2, 3, 4),
    (3, 1, 2, 5),
    (4, 3, 1, 2),
    (5, 4, 3, 1),
    (2, 5, 4, 3),
    (5, 3, 4, 7),
    (4, 2, 7, 8),
    (3, 7, 5, 9),
    (2, 3, 16, 15),
    (4, 9, 8, 16),
    (3, 4, 9, 17),
    (17, 2, 5, 3),
]


def case(cell, T, B, I, H):
    assert len({T, B, I, H}) == 4
    layer = LAYERS[cell](I, H)
    random_weights(layer)
    given, cotangents = {"x": normal(T, B, I), "h0": normal(B, H)}, {"dh": normal(T, B, H)}
    if cell == "lstm":
        given["c0"], cotangents["dc"] = normal(B, H), normal(B, H)
    weights = values(layer)
    for v in [*given.values(), *weights.values()]:
        v.requires_grad_()

    def loss(of):
        return sum((of[k] * d).sum() for k, d in zip(["h", "cT"], cotangents.values()))

    start = [given[f"{k}0"][None] for k in STATES[cell]]
    h, last = layer(given["x"], tuple(start) if cell == "lstm" else start[0])
    outputs = {"h": h, "cT": last[1][0]} if cell == "lstm" else {"h": h}
    loss(outputs).backward()
    grad = {**{k: v.grad for k, v in given.items()}, **gradients(layer)}

    by_hand, end = unroll(STEPS[cell], weights, given["x"], {k: given[f"{k}0"] for k in STATES[cell]})
    recomputed = {"h": by_hand["h"], **({"cT": end["c"]} if cell == "lstm" else {})}
    same(recomputed, outputs)
    free = {**given, **weights}
    same(dict(zip(free, torch.autograd.grad(loss(recomputed), list(free.values())))), grad)
    return {
        **{"T": T, "B": B, "I": I, "H": H, "weights": weights, **given, **cotangents},
        **{"loss": loss(outputs), **outputs, **by_hand, **outputs, "grad": grad},
    }


def train():
    T, B, V, H, steps = 7, 3, 5, 6, 5
    lr, beta1, beta2, eps, clip = 0.01, 0.9, 0.999, 1e-8, 0.35
    layer, out = torch.nn.LSTM(V, H), torch.nn.Linear(H, V)
    random_weights(layer)
    # Ours has one bias where torch has two, and Adam would move two twice as far: torch's second stays zero.
    layer.bias_hh_l0.data.zero_()
    out.weight.data, out.bias.data = normal(V, H), normal(V, scale=0.5)
    trained = [p for p in [*layer.parameters(), *out.parameters()] if p is not layer.bias_hh_l0]

    def model(lstm_part, of):
        return {**lstm_part(layer), "W_out": of(out.weight).T.clone(), "b_out": of(out.bias).clone()}

    value, gradient = lambda p: p.detach(), lambda p: p.grad
    inputs = torch.randint(V, (steps, T, B), generator=random)
    targets = torch.randint(V, (steps, T, B), generator=random)
    initial, losses, norms, clipped = model(values, value), [], [], []
    adam = torch.optim.Adam(trained, lr=lr, betas=(beta1, beta2), eps=eps)
    for x, y in zip(inputs, targets):
        adam.zero_grad()
        h, _ = layer(one_hot(x, V).to(torch.float64))
        loss = cross_entropy(out(h).reshape(T * B, V), y.reshape(T * B))
        loss.backward()
        losses.append(loss.item())
        norms.append(torch.nn.utils.clip_grad_norm_(trained, clip).item())
        clipped.append(model(gradients, gradient))
        adam.step()
    assert min(norms) < clip < max(norms), f"clipping must bite at some steps only: {norms}"
    return {
        **{"T": T, "B": B, "V": V, "H": H, "steps": steps},
        **{"lr": lr, "beta1": beta1, "beta2": beta2, "eps": eps, "clip": clip},
        **{"inputs": inputs, "targets": targets, "initial": initial},
        **{"loss": losses, "norm": norms, "clipped": clipped, "final": model(values, value)},
    }


def cases(cell):
    write(f"torch-{cell}", {"cell": cell, "cases": [case(cell, *shape) for shape in SHAPES]})


cases("rnn")
cases("lstm")
write("torch-train", train())
cases("gru")  # last: the random numbers of the others come before it, as they did when there was no GRU
