"""A product of two square matrices, either of which may be transposed: OpenBLAS by numpy, and torch."""

from time import perf_counter

import numpy as np
import torch
from same_numbers import weight


def product(library, form, n):
    a, b = weight("a", n, n), weight("b", n, n)
    y = np.empty((n, n), np.float32)
    if library == "torch":
        a, b, y = (torch.from_numpy(v) for v in (a, b, y))
    left, right = (a.T if form == "a' b" else a), (b.T if form == "a b'" else b)
    multiply = torch.mm if library == "torch" else np.matmul

    def once():
        began = perf_counter()
        multiply(left, right, out=y)
        return {"product": perf_counter() - began}

    return once, lambda: {"loss": float((np.asarray(y, np.float64) ** 2).sum())}
