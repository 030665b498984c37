"""A Clockwork RNN as PyTorch's users write it: at each step only the modules that are due are computed."""

from typing import List

import numpy as np
import torch
from same_numbers import weight
from steps import parameter
from torch import Tensor

PERIODS = [1, 2, 4, 8]


def due(t: int, periods: List[int]) -> int:
    """How many modules move at step t: with such periods, the first ones."""
    count = 0
    for period in periods:
        if t % period == 0:
            count += 1
    return count


class Columns(torch.nn.Module):
    """One product a step with the columns of the due modules; a mask keeps the matrix block-triangular."""

    def __init__(self, I, H):
        super().__init__()
        m = self.width = H // len(PERIODS)
        self.periods, self.H = PERIODS, H
        W_x, W_h, mask = np.zeros((I, H), "f"), np.zeros((H, H), "f"), np.zeros((H, H), "f")
        for k, period in enumerate(PERIODS):
            own, columns = weight(f"W_h{period}", H - k * m + I, m), slice(k * m, (k + 1) * m)
            W_h[k * m :, columns], W_x[:, columns], mask[k * m :, columns] = own[:-I], own[-I:], 1
        self.W_x, self.W_h = parameter(W_x), parameter(W_h)
        self.b = parameter(np.concatenate([weight(f"b_h{period}", m) for period in PERIODS]))
        self.register_buffer("mask", torch.from_numpy(mask))
        self.step = Due()

    def forward(self, x: Tensor):
        xw = (x @ self.W_x + self.b).unbind(0)
        W = self.W_h * self.mask
        h = torch.zeros(x.size(1), self.H)
        out: List[Tensor] = []
        for t in range(x.size(0)):
            h = self.step(xw[t], h, W, due(t, self.periods) * self.width)
            out.append(h)
        return torch.stack(out)


class Due(torch.nn.Module):
    def forward(self, xw: Tensor, h: Tensor, W: Tensor, end: int):
        return torch.cat([torch.tanh(xw[:, :end] + h @ W[:, :end]), h[:, end:]], 1)


class Blocks(torch.nn.Module):
    """A product for each due module with the modules it reads, and x W at its own pace: less work in more calls."""

    def __init__(self, I, H):
        super().__init__()
        self.width, self.periods = H // len(PERIODS), PERIODS
        W = [weight(f"W_h{period}", H - k * self.width + I, self.width) for k, period in enumerate(PERIODS)]
        self.W_h = torch.nn.ParameterList([parameter(w[:-I]) for w in W])
        self.W_x = torch.nn.ParameterList([parameter(w[-I:]) for w in W])
        self.b = torch.nn.ParameterList([parameter(weight(f"b_h{period}", self.width)) for period in PERIODS])

    def forward(self, x: Tensor):
        xw = [x[::period] @ W + b for period, W, b in zip(self.periods, self.W_x, self.b)]
        h = [torch.zeros(x.size(1), self.width) for _ in self.periods]
        out = []
        for t in range(x.size(0)):
            moved = [
                torch.tanh(xw[k][t // self.periods[k]] + torch.cat(h[k:], 1) @ self.W_h[k])
                for k in range(due(t, self.periods))
            ]
            h = moved + h[len(moved) :]
            out.append(torch.cat(h, 1))
        return torch.stack(out)
