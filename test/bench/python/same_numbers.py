"""Weights and inputs that test/bench/same-numbers.mjs makes as well, so that both sides do the same work."""

import numpy as np


def uniform(name, count):
    """Numbers in -1..1 that depend on the name alone: FNV-1a of it, then MurmurHash3's last step of each index."""
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x01000193) & 0xFFFFFFFF
    with np.errstate(over="ignore"):
        k = np.arange(count, dtype=np.uint32) + np.uint32(seed)
        k ^= k >> 16
        k *= np.uint32(0x85EBCA6B)
        k ^= k >> 13
        k *= np.uint32(0xC2B2AE35)
        k ^= k >> 16
    return k.astype(np.float64) / 2**31 - 1


def weight(name, *shape):
    """A matrix in -1..1 over the root of its rows; a vector in 0..1/2, so that no mean is near zero."""
    u = uniform(name, int(np.prod(shape)))
    return (u / np.sqrt(shape[0]) if len(shape) > 1 else (u + 1) / 4).reshape(shape).astype(np.float32)


def sequence(name, *shape):
    return uniform(name, int(np.prod(shape))).reshape(shape).astype(np.float32)


def affine(k, H, *inputs):
    """W_k, the rows for h apart from those of the other inputs (None if h is not read), and b_k."""
    rows, own = sum(inputs), weight(f"W_{k}", sum(inputs), H)
    return own[: rows - inputs[-1]], own[rows - inputs[-1] :], weight(f"b_{k}", H)


def gates(names, I, H):
    """The gates' matrices side by side: (I, n H), (H, n H), (n H)."""
    split = [affine(k, H, H, I) for k in names]
    h, x, b = (np.concatenate([s[part] for s in split], -1) for part in range(3))
    return x, h, b
