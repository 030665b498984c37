"""onnxruntime's LSTM and GRU with our weights: gates in the order i, o, f, g or z, r, n, z negated; one thread."""

from time import perf_counter

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from same_numbers import gates, sequence, weight


def weights(cell, I, H):
    if cell == "lstm":
        x, h, b = gates("iofg", I, H)
        return x, h, np.concatenate([b, 0 * b])
    x, h, b = gates("zr", I, H)
    sign = np.repeat(np.float32([-1, 1]), H)
    x, h, b = x * sign, h * sign, b * sign
    if cell == "gruResetAfter":
        n_x, n_h, n_b, u_b = weight("W_n", I, H), weight("W_u", H, H), weight("b_n", H), weight("b_u", H)
    else:
        n_x, n_h, n_b = gates("n", I, H)
        u_b = 0 * n_b
    join = [np.concatenate(pair, 1) for pair in [(x, n_x), (h, n_h)]]
    return *join, np.concatenate([b, n_b, 0 * b, u_b])


def forward(cell, form, T, B, I, H):
    x, h, b = weights(cell, I, H)
    given = {"W": x.T[None], "R": h.T[None], "B": b[None]}
    extra = {} if cell == "lstm" else {"linear_before_reset": int(cell == "gruResetAfter")}
    node = helper.make_node("LSTM" if cell == "lstm" else "GRU", ["X", *given], ["Y"], hidden_size=H, **extra)
    graph = helper.make_graph(
        [node],
        cell,
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [T, B, I])],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(np.ascontiguousarray(v), k) for k, v in given.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    feeds, last = {"X": sequence("x", T, B, I)}, {}

    def once():
        began = perf_counter()
        (last["h"],) = session.run(None, feeds)
        return {"forward": perf_counter() - began}

    return once, lambda: {"loss": float(last["h"].mean(dtype=np.float64))}
