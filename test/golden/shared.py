"""What the make scripts share: random numbers, our weights made of torch's, our equations, and the JSON.

Every number given to a network is a multiple of 1/128, which JSON and Float32 both hold exactly; results are rounded
to 9 significant digits (relative error at most 5e-9; enough to tell any two Float32 apart). Arrays are flat and
row-major.

Our weights: one matrix a gate, W_k (H + I, H), rows first for h and then for x, and one bias b_k (H):
    affine k (B, H) = [h, x] @ W_k + b_k         k: h for the RNN; f, i, g, o for the LSTM; r, z for the GRU
and the candidate of the GRU, which torch resets after its matrix, has two of each: W_n (I, H) for x, W_u (H, H) for h.
Torch's: weight_hh (4H, H) and weight_ih (4H, I), transposed to ours, gates stacked in the order i, f, g, o or r, z, n,
and two biases, whose sum is ours. Torch's update gate says what to keep, ours what to write: z is 1 - torch's z, so
that W_z and b_z, and their gradients, are torch's with the sign changed.
"""

import json
import math
import pathlib
import platform

import torch

SEED = 1997
HERE = pathlib.Path(__file__).parent
LAYERS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
STATES = {"rnn": "h", "lstm": "hc", "gru": "h"}
ORDER = {"rnn": "h", "lstm": "ifgo", "gru": "rzn"}

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


def ours(layer, suffix, of, one_bias):
    """Of torch's parameters with this suffix, their values or their gradients, in our layout."""
    order = ORDER[layer.mode[:4].strip("_").lower()]  # the mode is RNN_TANH, LSTM or GRU
    names = ["weight_hh", "weight_ih", "bias_hh", "bias_ih"]
    split = [of(getattr(layer, name + suffix)).chunk(len(order)) for name in names]
    result = {}
    for k, hh, ih, b_hh, b_ih in zip(order, *split):
        if k == "n":
            result |= {"W_n": ih.T, "b_n": b_ih, "W_u": hh.T, "b_u": b_hh}
        else:
            sign = -1 if k == "z" else 1
            result |= {f"W_{k}": sign * torch.cat([hh.T, ih.T]), f"b_{k}": sign * one_bias(b_hh, b_ih)}
    return {k: v.clone() for k, v in result.items()}


def values(layer, suffix="_l0"):
    return ours(layer, suffix, lambda p: p.detach(), lambda hh, ih: ih + hh)


def gradients(layer, suffix="_l0"):
    """The gradient of a sum is the gradient of either term, so bias_ih's is ours."""
    return ours(layer, suffix, lambda p: p.grad, lambda hh, ih: ih)


def affine(w, k, *v):
    return torch.cat(v, 1) @ w[f"W_{k}"] + w[f"b_{k}"]


def rnn(w, x, h):
    return {"h": affine(w, "h", h, x).tanh()}


def lstm(w, x, h, c):
    f, i, g, o = (affine(w, k, h, x) for k in "figo")
    f, i, g, o = f.sigmoid(), i.sigmoid(), g.tanh(), o.sigmoid()
    c = f * c + i * g
    return {"h": o * c.tanh(), "f": f, "i": i, "g": g, "o": o, "c": c}


def gru(w, x, h):
    r, z = affine(w, "r", h, x).sigmoid(), affine(w, "z", h, x).sigmoid()
    n = (affine(w, "n", x) + r * affine(w, "u", h)).tanh()
    return {"h": (1 - z) * h + z * n, "r": r, "z": z, "n": n}


STEPS = {"rnn": rnn, "lstm": lstm, "gru": gru}


def unroll(step, w, x, state, lengths=None, backward=False):
    """All that a step returns, (T, B, H) each, and the last state, by the equations alone.

    From a sequence's length on, its state stays as it is and its outputs are 0. Backwards, these steps come first.
    """
    T, B, _ = x.shape
    lengths = torch.tensor([T] * B if lengths is None else lengths)[:, None]
    steps = [None] * T
    for t in reversed(range(T)) if backward else range(T):
        new = step(w, x[t], **state)
        state = {k: torch.where(t < lengths, new[k], old) for k, old in state.items()}
        steps[t] = {k: torch.where(t < lengths, v, 0.0) for k, v in new.items()}
    return {k: torch.stack([s[k] for s in steps]) for k in steps[0]}, state


def same(a, b, rtol=1e-12, atol=1e-12):
    torch.testing.assert_close(a, b, rtol=rtol, atol=atol)


def text(v):
    """JSON with a name a line, so that a changed array is a changed line."""
    if isinstance(v, torch.Tensor):
        v = v.item() if v.dim() == 0 else v.detach().flatten().tolist()
    if isinstance(v, dict):
        return "{\n" + ",\n".join(f'"{k}":{text(w)}' for k, w in v.items()) + "\n}"
    if isinstance(v, list):
        return "[" + ",".join(map(text, v)) + "]"
    if v == math.inf:
        return "1e999"  # JSON has no name for it, and reads this as infinity
    if isinstance(v, float):
        short = float(f"{v:.9g}")
        return json.dumps(int(short) if short.is_integer() else short)
    return json.dumps(v)


def write(name, content, **versions):
    made_by = {"torch": torch.__version__, **versions, "python": platform.python_version(), "seed": SEED}
    (HERE / f"{name}.json").write_text(text({**made_by, **content}) + "\n")
