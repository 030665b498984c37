"""Freezes what onnxruntime computes for ONNX's LSTM and GRU, which have the variants that PyTorch has not.

    pip install torch==2.13.0 onnx==1.23.2 onnxruntime==1.32.0
    python test/golden/make_onnx.py       # writes onnx-{lstm,gru}.json beside this file

shared.py says what holds for every file: the grid, the rounding, and our layout of the weights. The operators are of
opset 22 and compute in Float32; torch only draws the numbers and recomputes in Float64. T time, B batch, I input,
H hidden; in a case all four differ. There are values only, no gradients.

{ torch, onnx, onnxruntime, opset, python, seed, cases: [case, ...] }, where a case has
    kind        lstm: plain, peephole, coupled or coupledPeephole; gru: resetBefore or resetAfter
    T B I H     the sizes
    lengths     (B) in the last two LSTM cases only: ONNX's sequence_lens
    weights     W_k (H + I, H) and b_k (H) of f, i, g, o or of r, z, n; resetAfter has W_n (I, H) and W_u (H, H), b_u;
                p_f p_i p_o (H) with peepholes; coupled has no i
    x h0 c0     (T, B, I), (B, H), (B, H); c0 and cT are the LSTM's alone
    h hT cT     (T, B, H), (B, H), (B, H): the operator's Y, Y_h, Y_c. h is 0 from a sequence's length on, where hT and
                cT are taken

ONNX stacks the gates in the order i, o, f, c (our g), the peepholes i, o, f, and the GRU's z, r, h (our n). Its
equations, each asserted to give onnxruntime's numbers to 1e-6 from our weights:
    plain           c' = f c + i g, h' = o tanh(c')
    peephole        f = sigmoid([h, x] W_f + b_f + p_f c), i the same with p_i, both of the old c;
                    o = sigmoid([h, x] W_o + b_o + p_o c'), of the new one
    coupled         input_forget=1. onnxruntime computes i from i's weights (and p_i), then f = 1 - i; f's weights (and
                    p_f) are never read. Ours is f = sigmoid(...), i = 1 - f: W_f, b_f, p_f are ONNX's of i, negated.
                    The operator is given other weights for f all the same.
    resetBefore     linear_before_reset=0: n = tanh([r h, x] W_n + b_n)
    resetAfter      linear_before_reset=1: n = tanh(x W_n + b_n + r (h W_u + b_u)), torch's GRU
                    h' = (1 - z) h + z n for both, where ONNX has z h + (1 - z) n: W_z, b_z are ONNX's, negated
"""

import math

import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper
from shared import affine, gru, normal, same, unroll, write

OPSET = 22
GRU_INPUTS = ["X", "W", "R", "B", "sequence_lens", "initial_h"]
INPUTS = {"GRU": GRU_INPUTS, "LSTM": [*GRU_INPUTS, "initial_c", "P"]}

# (T, B, I, H)
SHAPES = [(1, 2, 3, 4), (3, 1, 2, 5), (4, 3, 1, 2), (5, 4, 3, 1), (4, 5, 3, 7), (3, 2, 5, 8)]


def onnx_run(operator, feeds, outputs, **attributes):
    """What onnxruntime gives for one operator, in Float64, without the axis of directions, which is 1."""
    dtypes = {k: torch.int32 if k == "sequence_lens" else torch.float32 for k in feeds}
    onnx_dtypes = {torch.int32: TensorProto.INT32, torch.float32: TensorProto.FLOAT}
    node = helper.make_node(operator, [k if k in feeds else "" for k in INPUTS[operator]], outputs, **attributes)
    graph = helper.make_graph(
        [node],
        operator,
        [helper.make_tensor_value_info(k, onnx_dtypes[dtypes[k]], v.shape) for k, v in feeds.items()],
        [helper.make_tensor_value_info(k, TensorProto.FLOAT, None) for k in outputs],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    results = session.run(None, {k: v.to(dtypes[k]).numpy() for k, v in feeds.items()})
    return [torch.from_numpy(v).double().squeeze(1 if v.ndim == 4 else 0) for v in results]


def stacked(gates, I, H):
    """The operator's W, R and B, large enough to bend the gates, and for each gate its W, R, Wb and Rb."""
    n, scale = len(gates), 1 / math.sqrt(H)
    W, R, B = normal(1, n * H, I, scale=scale), normal(1, n * H, H, scale=scale), normal(1, 2 * n * H, scale=0.5)
    wb, rb = B[0].chunk(2)
    return {"W": W, "R": R, "B": B}, dict(zip(gates, zip(*(v.chunk(n) for v in (W[0], R[0], wb, rb)))))


def joined(k, w, r, wb, rb, sign=1):
    return {f"W_{k}": sign * torch.cat([r.T, w.T]), f"b_{k}": sign * (wb + rb)}


def lstm_step(w, x, h, c):
    def gate(k, seen):
        return (affine(w, k, h, x) + (w[f"p_{k}"] * seen if f"p_{k}" in w else 0)).sigmoid()

    f = gate("f", c)
    i = gate("i", c) if "W_i" in w else 1 - f
    c = f * c + i * affine(w, "g", h, x).tanh()
    return {"h": gate("o", c) * c.tanh(), "c": c}


def reset_before_step(w, x, h):
    r, z = affine(w, "r", h, x).sigmoid(), affine(w, "z", h, x).sigmoid()
    return {"h": (1 - z) * h + z * affine(w, "n", r * h, x).tanh()}


def case(kind, T, B, I, H, operator, feeds, weights, step, lengths=None, **attributes):
    """Runs the operator from an initial state and asserts that the step, given our weights, does the same."""
    assert len({T, B, I, H}) == 4
    states = "hc" if operator == "LSTM" else "h"
    x, initial = normal(T, B, I), {f"{k}0": normal(B, H) for k in states}
    feeds = {"X": x, **feeds, **{f"initial_{k}": initial[f"{k}0"][None] for k in states}}
    if lengths:
        feeds["sequence_lens"] = torch.tensor(lengths)
    outputs = ["Y", *(f"Y_{k}" for k in states)]
    given = onnx_run(operator, feeds, outputs, hidden_size=H, **attributes)
    outputs = dict(zip(["h", "hT", "cT"], given))
    steps, last = unroll(step, weights, x, {k: initial[f"{k}0"] for k in states}, lengths)
    same({"h": steps["h"], **{f"{k}T": v for k, v in last.items()}}, outputs, rtol=0, atol=1e-6)
    sizes = {"kind": kind, "T": T, "B": B, "I": I, "H": H, **({"lengths": lengths} if lengths else {})}
    return {**sizes, "weights": weights, "x": x, **initial, **outputs}


def lstm_case(kind, T, B, I, H, lengths=None):
    feeds, gates = stacked("iofg", I, H)
    coupled, peepholes = kind.startswith("coupled"), kind.lower().endswith("peephole")
    p = {}
    if peepholes:
        feeds["P"] = normal(1, 3 * H)
        p = dict(zip("iof", feeds["P"][0].chunk(3)))
    if coupled:
        weights = {**joined("f", *gates["i"], sign=-1), **joined("g", *gates["g"]), **joined("o", *gates["o"])}
        p = {"f": -p["i"], "o": p["o"]} if peepholes else {}
    else:
        weights = {name: w for k in "figo" for name, w in joined(k, *gates[k]).items()}
    weights |= {f"p_{k}": p[k] for k in "fio" if k in p}
    return case(kind, T, B, I, H, "LSTM", feeds, weights, lstm_step, lengths, input_forget=int(coupled))


def gru_case(kind, T, B, I, H):
    feeds, gates = stacked("zrn", I, H)
    after = kind == "resetAfter"
    w, r, wb, rb = gates["n"]
    candidate = {"W_n": w.T, "b_n": wb, "W_u": r.T, "b_u": rb} if after else joined("n", *gates["n"])
    weights = {**joined("r", *gates["r"]), **joined("z", *gates["z"], sign=-1), **candidate}
    step = gru if after else reset_before_step
    return case(kind, T, B, I, H, "GRU", feeds, weights, step, linear_before_reset=int(after))


kinds = ["plain", "peephole", "coupled", "coupledPeephole"]
lstm = [lstm_case(kind, *shape) for kind in kinds for shape in SHAPES]
lstm += [lstm_case(kind, 5, 4, 3, 2, lengths=[3, 5, 1, 4]) for kind in ["plain", "peephole"]]
gru_cases = [gru_case(kind, *shape) for kind in ["resetBefore", "resetAfter"] for shape in SHAPES]
versions = {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__, "opset": OPSET}
write("onnx-lstm", {"cases": lstm}, **versions)
write("onnx-gru", {"cases": gru_cases}, **versions)
