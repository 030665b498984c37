"""Freezes what PyTorch computes, so that the tests can compare without PyTorch.

    pip install torch==2.13.0
    python test/golden/make.py            # writes torch-{rnn,lstm,train}.json beside this file

Every number is float64. Inputs are multiples of 1/128, which JSON and Float32 both hold exactly; results
are rounded to 9 significant digits (relative error at most 5e-9). Arrays are flat and row-major.

Our weights: one matrix a gate, W_k (H + I, H), rows first for h and then for x, and one bias b_k (H):
    pre-activation (B, H) = [h, x] @ W_k + b_k          k: h for the RNN; f, i, g, o for the LSTM
Torch's: weight_hh (4H, H) and weight_ih (4H, I), transposed to ours, gates stacked in the order i, f, g, o,
and two biases, whose sum is ours. T time, B batch, I input, H hidden; in a case all four differ, so that no
mistake of axis hides behind equal sizes.

torch-rnn.json, torch-lstm.json: { torch, python, seed, cell, cases: [case, ...] }, where a case has
    T B I H     the sizes
    weights     W_h b_h | W_f b_f W_i b_i W_g b_g W_o b_o
    x           (T, B, I)
    h0 c0       (B, H) the initial state; c's are the LSTM's alone, here and below
    dh dc       (T, B, H) and (B, H): loss = sum(h * dh) + sum(cT * dc)
    loss        that number
    h cT        (T, B, H) h after each step, and (B, H) the last c: the output of nn.RNN or nn.LSTM itself
    f i g o c   (T, B, H) the gates and the cell at each step, recomputed here and asserted to give h and cT
    grad        d loss by x, h0, c0 and each of the weights, under the same names

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

import json
import math
import pathlib
import platform

import torch
from torch.nn.functional import cross_entropy, one_hot

SEED = 1997
HERE = pathlib.Path(__file__).parent

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

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)  # the order of a sum must not depend on the machine
random = torch.Generator().manual_seed(SEED)


def normal(*shape, scale=1.0):
    """Normal numbers on the grid of 1/128."""
    return (torch.randn(*shape, generator=random) * scale * 128).round() / 128


def random_weights(layer):
    """Fills a layer of torch with weights large enough to bend the gates, both biases included."""
    for p in layer.parameters():
        p.data = normal(*p.shape, scale=1 / math.sqrt(layer.hidden_size) if p.dim() == 2 else 0.5)


def ours(hh, ih, b):
    """Torch's stacked matrices and bias (their values or their gradients) in our layout."""
    gates = "ifgo" if len(hh) == 4 * hh.shape[1] else "h"
    split = lambda p: p.detach().clone().chunk(len(gates))
    result = {}
    for k, hh_k, ih_k, b_k in zip(gates, split(hh), split(ih), split(b)):
        result[f"W_{k}"] = torch.cat([hh_k.T, ih_k.T])
        result[f"b_{k}"] = b_k
    return result


def values(layer):
    return ours(layer.weight_hh_l0, layer.weight_ih_l0, layer.bias_ih_l0 + layer.bias_hh_l0)


def gradients(layer):
    """The gradient of a sum is the gradient of either term, so bias_ih's is ours."""
    return ours(layer.weight_hh_l0.grad, layer.weight_ih_l0.grad, layer.bias_ih_l0.grad)


def same(a, b):
    torch.testing.assert_close(a, b, rtol=1e-12, atol=1e-12)


def rnn(layer, weights, x, h0, dh):
    """The loss and the outputs of nn.RNN, once the equation in our layout has given the same."""
    h, _ = layer(x, h0[None])
    h_t, by_hand = h0, []
    for x_t in x:
        h_t = torch.tanh(torch.cat([h_t, x_t], 1) @ weights["W_h"] + weights["b_h"])
        by_hand.append(h_t)
    same(torch.stack(by_hand), h)
    return (h * dh).sum(), {"h": h}


def lstm(layer, weights, x, h0, c0, dh, dc):
    """The same for nn.LSTM; it keeps its gates to itself, so f, i, g, o and c come from the equations."""
    h, (_, c_last) = layer(x, (h0[None], c0[None]))
    h_t, c_t, steps = h0, c0, []
    for x_t in x:
        hx = torch.cat([h_t, x_t], 1)
        f, i, g, o = (hx @ weights[f"W_{k}"] + weights[f"b_{k}"] for k in "figo")
        f, i, g, o = f.sigmoid(), i.sigmoid(), g.tanh(), o.sigmoid()
        c_t = f * c_t + i * g
        h_t = o * c_t.tanh()
        steps.append((f, i, g, o, c_t, h_t))
    *probes, by_hand = (torch.stack(v) for v in zip(*steps))
    same(by_hand, h)
    same(c_t, c_last[0])
    return (h * dh).sum() + (c_last[0] * dc).sum(), {"h": h, "cT": c_last[0], **dict(zip("figoc", probes))}


def case(cell, T, B, I, H):
    assert len({T, B, I, H}) == 4
    layer = {rnn: torch.nn.RNN, lstm: torch.nn.LSTM}[cell](I, H)
    random_weights(layer)
    given, cotangents = {"x": normal(T, B, I), "h0": normal(B, H)}, {"dh": normal(T, B, H)}
    if cell is lstm:
        given["c0"], cotangents["dc"] = normal(B, H), normal(B, H)
    for v in given.values():
        v.requires_grad_()
    weights = values(layer)
    loss, outputs = cell(layer, weights, **given, **cotangents)
    loss.backward()
    return {
        **{"T": T, "B": B, "I": I, "H": H, "weights": weights, **given, **cotangents},
        **{"loss": loss, **outputs},
        "grad": {**{k: v.grad for k, v in given.items()}, **gradients(layer)},
    }


def train():
    T, B, V, H, steps = 7, 3, 5, 6, 5
    lr, beta1, beta2, eps, clip = 0.01, 0.9, 0.999, 1e-8, 0.35
    layer, out = torch.nn.LSTM(V, H), torch.nn.Linear(H, V)
    random_weights(layer)
    # Ours has one bias where torch has two, and Adam would move two twice as far: torch's second stays zero.
    layer.bias_hh_l0.data.zero_()
    layer.bias_hh_l0.requires_grad_(False)
    out.weight.data, out.bias.data = normal(V, H), normal(V, scale=0.5)
    trained = [p for p in [*layer.parameters(), *out.parameters()] if p.requires_grad]

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


def text(v):
    """JSON with a name a line, so that a changed array is a changed line."""
    if isinstance(v, torch.Tensor):
        v = v.item() if v.dim() == 0 else v.detach().flatten().tolist()
    if isinstance(v, dict):
        return "{\n" + ",\n".join(f'"{k}":{text(w)}' for k, w in v.items()) + "\n}"
    if isinstance(v, list):
        return "[" + ",".join(map(text, v)) + "]"
    if isinstance(v, float):
        short = float(f"{v:.9g}")
        return json.dumps(int(short) if short.is_integer() else short)
    return json.dumps(v)


def write(name, content):
    made_by = {"torch": torch.__version__, "python": platform.python_version(), "seed": SEED}
    (HERE / f"torch-{name}.json").write_text(text({**made_by, **content}) + "\n")


for cell in [rnn, lstm]:
    write(cell.__name__, {"cell": cell.__name__, "cases": [case(cell, *shape) for shape in SHAPES]})
write("train", train())
