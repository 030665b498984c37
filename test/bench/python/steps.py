"""The cells that PyTorch has no layer for, as its users write them: one product a step for all gates, x W before the
loop. Each is a module whose forward is one step: what x gave, the states, and the new states."""

import numpy as np
import torch
from same_numbers import affine, gates, weight
from torch import Tensor
from torch.nn import Parameter


def parameter(value):
    return Parameter(torch.from_numpy(np.ascontiguousarray(value)))


class Step(torch.nn.Module):
    def __init__(self, x, h, b):
        super().__init__()
        self.W_x, self.W_h, self.b = parameter(x), parameter(h), parameter(b)

    def project(self, x: Tensor) -> Tensor:
        return x @ self.W_x + self.b


class Gru(Step):
    """The reset gate before the product."""

    def __init__(self, I, H):
        super().__init__(*gates("zrn", I, H))
        self.H = H

    def forward(self, xw: Tensor, h: Tensor, c: Tensor):
        zr = torch.sigmoid(xw[:, : 2 * self.H] + h @ self.W_h[:, : 2 * self.H])
        z, r = zr.chunk(2, 1)
        n = torch.tanh(xw[:, 2 * self.H :] + (r * h) @ self.W_h[:, 2 * self.H :])
        return torch.lerp(h, n, z), c


class Peephole(Step):
    def __init__(self, I, H):
        super().__init__(*gates("figo", I, H))
        self.p_f, self.p_i, self.p_o = (parameter(weight(f"p_{k}", H)) for k in "fio")

    def forward(self, xw: Tensor, h: Tensor, c: Tensor):
        f, i, g, o = (xw + h @ self.W_h).chunk(4, 1)
        c_next = torch.sigmoid(f + self.p_f * c) * c + torch.sigmoid(i + self.p_i * c) * torch.tanh(g)
        return torch.sigmoid(o + self.p_o * c_next) * torch.tanh(c_next), c_next


class Coupled(Step):
    def __init__(self, I, H):
        super().__init__(*gates("fgo", I, H))

    def forward(self, xw: Tensor, h: Tensor, c: Tensor):
        f, g, o = (xw + h @ self.W_h).chunk(3, 1)
        c_next = torch.lerp(torch.tanh(g), c, torch.sigmoid(f))
        return torch.sigmoid(o) * torch.tanh(c_next), c_next


class Mut1(Step):
    """z reads x alone; tanh of x, or of x U_x where x is not H wide, stands outside the product."""

    def __init__(self, I, H):
        r_h, r_x, r_b = affine("r", H, H, I)
        z = affine("z", H, I)
        super().__init__(np.concatenate([z[1], r_x], 1), r_h, np.concatenate([z[2], r_b]))
        self.W_n, self.b_n = parameter(weight("W_h", H, H)), parameter(weight("b_h", H))
        self.H, self.fits = H, I == H
        self.U_x = parameter(weight("U_x", I, H)) if I != H else None

    def project(self, x: Tensor) -> Tensor:
        U = self.U_x
        seen = x if U is None else x @ U
        return torch.cat([x @ self.W_x + self.b, torch.tanh(seen) + self.b_n], 2)

    def forward(self, xw: Tensor, h: Tensor, c: Tensor):
        z = torch.sigmoid(xw[:, : self.H])
        r = torch.sigmoid(xw[:, self.H : 2 * self.H] + h @ self.W_h)
        n = torch.tanh((r * h) @ self.W_n + xw[:, 2 * self.H :])
        return torch.lerp(h, n, z), c


class DepthGated(Step):
    """`below`, the cell state of the layer below, lies beside what x gave."""

    def __init__(self, I, H):
        x, h, b = gates("figo", I, H)
        d = affine("d", H, I)
        super().__init__(np.concatenate([x, d[1]], 1), h, np.concatenate([b, d[2]]))
        self.H = H
        self.p_f, self.p_i, self.p_o = (parameter(weight(f"p_{k}", H)) for k in "fio")
        self.w_c, self.w_l = parameter(weight("w_c", H)), parameter(weight("w_l", H))

    def forward(self, xw: Tensor, below: Tensor, h: Tensor, c: Tensor):
        f, i, g, o = (xw[:, : 4 * self.H] + h @ self.W_h).chunk(4, 1)
        d = torch.sigmoid(xw[:, 4 * self.H :] + self.w_c * c + self.w_l * below)
        kept = torch.sigmoid(f + self.p_f * c) * c + torch.sigmoid(i + self.p_i * c) * torch.tanh(g)
        c_next = kept + d * below
        return torch.sigmoid(o + self.p_o * c_next) * torch.tanh(c_next), c_next


STEPS = {"gru": Gru, "peephole": Peephole, "coupled": Coupled, "mut1": Mut1, "depthGated": DepthGated}
