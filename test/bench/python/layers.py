"""PyTorch's own layers with our weights: gates stacked in the order i, f, g, o or r, z, n, matrices transposed."""

import numpy as np
import torch
from same_numbers import gates, weight


def rnn(I, H):
    return torch.nn.RNN(I, H), *gates("h", I, H), np.zeros(H, np.float32)


def lstm(I, H):
    return torch.nn.LSTM(I, H), *gates("ifgo", I, H), np.zeros(4 * H, np.float32)


def gru_reset_after(I, H):
    """Torch's z says what to keep, ours what to renew: the sign of its weights changes. The candidate has two biases."""
    x, h, b = gates("rz", I, H)
    sign = np.repeat(np.float32([1, -1]), H)
    x = np.concatenate([x * sign, weight("W_n", I, H)], 1)
    h = np.concatenate([h * sign, weight("W_u", H, H)], 1)
    b_hh = np.concatenate([np.zeros(2 * H, np.float32), weight("b_u", H)])
    return torch.nn.GRU(I, H), x, h, np.concatenate([b * sign, weight("b_n", H)]), b_hh


class Layer(torch.nn.Module):
    """Gives h at all steps alone; `counted` says which gradients are ours, where torch has two biases for our one."""

    def __init__(self, layer, x, h, b_ih, b_hh):
        super().__init__()
        self.layer = layer
        named = {"weight_ih_l0": x.T, "weight_hh_l0": h.T, "bias_ih_l0": b_ih, "bias_hh_l0": b_hh}
        for name, value in named.items():
            getattr(layer, name).data = torch.from_numpy(np.ascontiguousarray(value))
        self.twice = 2 * layer.hidden_size if layer.mode == "GRU" else len(b_hh)

    def forward(self, x):
        return self.layer(x)[0]

    def counted(self):
        own = {k: p.grad for k, p in self.layer.named_parameters()}
        return [own["weight_ih_l0"], own["weight_hh_l0"], own["bias_ih_l0"], own["bias_hh_l0"][self.twice :]]


LAYERS = {"rnn": rnn, "lstm": lstm, "gruResetAfter": gru_reset_after}
