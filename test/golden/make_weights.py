"""Freezes trained networks of PyTorch and Keras as they are saved, with what they say, for the tests of src/weights.

    pip install torch==2.13.0 keras==3.15.1 safetensors==0.8.0 numpy==2.4.6
    python test/golden/make_weights.py    # writes weights/*.safetensors beside this file

All numbers are Float32. Sequences are (T, B, I) for PyTorch and, in Keras' own order, (B, T, I). Each network is trained
for some steps on noise, so that no weight and no bias is where it started.

torch-NAME.safetensors            the state_dict, as safetensors.torch.save_file writes it
torch-NAME-says.safetensors       x, y = what the network gives of it, final = its last hidden states
keras-NAME.safetensors            model.get_weights(), by number: "w00", "w01", ... (JavaScript would put "10" before "00")
keras-NAME-says.safetensors       x and y
"""

import os
import pathlib

os.environ["KERAS_BACKEND"] = "torch"
import keras
import numpy
import torch
from safetensors.numpy import save_file as save_arrays
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent / "weights"
T, B, I, H, O = 7, 3, 4, 5, 2
torch.manual_seed(1997)
torch.set_num_threads(1)
keras.utils.set_random_seed(1997)


class Net(torch.nn.Module):
    """A recurrent layer and a dense one, as most people write it."""

    def __init__(self, kind, **options):
        super().__init__()
        self.rnn = kind(I, H, **options)
        self.fc = torch.nn.Linear(H * (2 if options.get("bidirectional") else 1), O)

    def forward(self, x):
        h, final = self.rnn(x)
        return self.fc(h), final[0] if isinstance(final, tuple) else final


def trained(net):
    adam = torch.optim.Adam(net.parameters(), lr=0.05)
    for _ in range(20):
        y, _ = net(torch.randn(T, B, I))
        loss = (y - torch.randn(T, B, O)).square().mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
    return net


for name, kind, options in [
    ("rnn", torch.nn.RNN, {}),
    ("relu", torch.nn.RNN, {"nonlinearity": "relu"}),
    ("lstm", torch.nn.LSTM, {}),
    ("lstm-stacked-bidirectional", torch.nn.LSTM, {"num_layers": 2, "bidirectional": True}),
    ("gru", torch.nn.GRU, {}),
    ("gru-stacked-bidirectional", torch.nn.GRU, {"num_layers": 3, "bidirectional": True}),
    ("gru-without-bias", torch.nn.GRU, {"num_layers": 2, "bias": False}),
]:
    net = trained(Net(kind, **options))
    x = torch.randn(T, B, I)
    with torch.no_grad():
        y, final = net(x)
    save_file(net.state_dict(), HERE / f"torch-{name}.safetensors")
    save_file({"x": x, "y": y, "final": final}, HERE / f"torch-{name}-says.safetensors")

layers = keras.layers
for name, stack in [
    ("rnn", [layers.SimpleRNN(H, return_sequences=True)]),
    ("lstm", [layers.LSTM(H, return_sequences=True)]),
    ("lstm-last", [layers.LSTM(H, return_sequences=True), layers.LSTM(H)]),
    ("lstm-bidirectional-last", [layers.Bidirectional(layers.LSTM(H))]),
    ("gru", [layers.GRU(H, return_sequences=True)]),
    ("gru-reset-before", [layers.GRU(H, return_sequences=True, reset_after=False)]),
    ("gru-stacked-bidirectional", [layers.Bidirectional(layers.GRU(H, return_sequences=True)) for _ in range(2)]),
]:
    model = keras.Sequential([keras.Input((T, I)), *stack, layers.Dense(O)])
    model.compile("adam", "mse")
    shape = model.output_shape[1:]
    noise = numpy.random.default_rng(1)
    x = noise.normal(size=(64, T, I)).astype("float32")
    model.fit(x, noise.normal(size=(64, *shape)).astype("float32"), batch_size=8, epochs=3, verbose=0)
    x = noise.normal(size=(B, T, I)).astype("float32")
    y = model.predict(x, verbose=0)
    # save_file writes an array's memory as it lies, whatever its strides say.
    weights = {f"w{k:02}": numpy.ascontiguousarray(w) for k, w in enumerate(model.get_weights())}
    save_arrays(weights, HERE / f"keras-{name}.safetensors")
    save_arrays({"x": x, "y": numpy.ascontiguousarray(y)}, HERE / f"keras-{name}-says.safetensors")
