"""The loop over the steps, in the forms that PyTorch's users have: eager, scripted, and compiled by step or as a whole."""

from typing import List

import torch
from clockwork import Blocks, Columns
from layers import LAYERS, Layer
from steps import STEPS
from torch import Tensor


class Loop(torch.nn.Module):
    def __init__(self, step, H):
        super().__init__()
        self.step, self.H = step, H

    def forward(self, x: Tensor):
        xw = self.step.project(x).unbind(0)
        h = torch.zeros(x.size(1), self.H)
        c = torch.zeros(x.size(1), self.H)
        out: List[Tensor] = []
        for t in range(x.size(0)):
            h, c = self.step(xw[t], h, c)
            out.append(h)
        return torch.stack(out)


class LoopAboveAnother(Loop):
    def forward(self, x: Tensor, below: Tensor):
        xw, under = self.step.project(x).unbind(0), below.unbind(0)
        h = torch.zeros(x.size(1), self.H)
        c = torch.zeros(x.size(1), self.H)
        out: List[Tensor] = []
        for t in range(x.size(0)):
            h, c = self.step(xw[t], under[t], h, c)
            out.append(h)
        return torch.stack(out)


def build(cell, form, I, H):
    """The module in a form, and what lists the gradients that ours has as well."""
    if form == "torch.nn":
        layer = Layer(*LAYERS[cell](I, H))
        return layer, layer.counted
    if cell == "clockwork":
        loop = (Blocks if "blocks" in form else Columns)(I, H)
    else:
        loop = (LoopAboveAnother if cell == "depthGated" else Loop)(STEPS[cell](I, H), H)
    parameters = list(loop.parameters())
    if form.startswith("script"):
        made = torch.jit.script(loop)
    elif form == "compiled step":
        loop.step, made = torch.compile(loop.step, dynamic=False), loop
    elif form == "compiled loop":
        made = torch.compile(loop, dynamic=False)
    else:
        made = loop
    return made, lambda: [p.grad for p in parameters]

