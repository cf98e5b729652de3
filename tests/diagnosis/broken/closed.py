"""Layers that let nothing through: units that are 0 for every example, values on the flat part of an activation."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from tests.diagnosis.parts import (
    Loop,
    classified,
    convolutions,
    examples,
    he,
    mlp,
    normal,
    remembered,
    scaled,
)


def bias(model, which, value):
    """Shift the bias of one layer of a stack."""
    with torch.no_grad():
        model[which].bias.fill_(value)
    return model


def dead_convolution():
    model, loss = convolutions(he, depth=6)
    return bias(model, 4, -30), loss


def dead_feed_forward():
    """A transformer block in which the second layer never sees anything."""
    layer = nn.TransformerEncoderLayer(32, 4, 64, dropout=0.0, batch_first=True, norm_first=True)
    with torch.no_grad():
        layer.linear1.bias.fill_(-50)
    model = nn.Sequential(nn.Embedding(50, 32), layer, nn.LayerNorm(32), nn.Linear(32, 50))
    X, y = torch.randint(0, 50, (16, 12)), torch.randint(0, 50, (16, 12))
    return model, lambda m: cross_entropy(m(X).flatten(0, 1), y.flatten())


def all_biases():
    model, loss = classified(mlp(5, nn.ReLU, he), *examples())
    for which in (0, 2, 4, 6):
        bias(model, which, -10)
    return model, loss


def dead_output():
    """A ReLU on the logits that shuts for every example: the loss is log C, and stays there."""
    model = nn.Sequential(mlp(4, nn.ReLU, he), nn.ReLU())
    nn.init.constant_(model[0][-1].bias, -20)
    return classified(model, *examples())


def dead_regression():
    model, X = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 1), nn.ReLU()), torch.randn(64, 20)
    bias(model, 2, -10)
    return model, lambda m: (m(X) - X[:, :1].abs()).square().mean()


def two_layers_of_zeros(activation):
    """Neither of the last two weights has a gradient while the other is 0: the first update moves none of them."""
    model, loss = classified(mlp(5, activation, he), *examples())
    for which in (6, 8):
        nn.init.zeros_(model[which].weight)
    return model, loss


def large_gates(kind, gain=50, T=6):
    """A recurrent layer all of whose gates are open or shut; the sequences are too short to vanish or explode."""

    def change(rnn):
        for p in rnn.parameters():
            p.mul_(gain)

    return remembered(kind(3, 32), T, change=change)


def large_gates_by_cell(gain=50, T=5):
    model, X = Loop(nn.LSTMCell(3, 32), nn.Linear(32, 1)), torch.randn(T, 16, 3)
    with torch.no_grad():
        for p in model.cell.parameters():
            p.mul_(gain)
    return model, lambda m: m(X).square().mean()


def far_inputs():
    X, y = examples()
    return classified(mlp(3, nn.Tanh, nn.init.xavier_normal_), 1000 * X, y)


def functional_tanh():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = nn.Linear(20, 64), nn.Linear(64, 10)

        def forward(self, x):
            return self.b(torch.tanh(20 * self.a(x)))

    return classified(Net(), *examples())


CLOSED = {
    "ReLU, one bias at −20": ("dead", lambda: classified(bias(mlp(4, nn.ReLU, he), 2, -20), *examples())),
    "ReLU, last hidden bias at −20": ("dead", lambda: classified(bias(mlp(6, nn.ReLU, he), 8, -20), *examples())),
    "six convolutions, one bias at −30": ("dead", dead_convolution),
    "transformer, dead feed-forward layer": ("dead", dead_feed_forward),
    "ReLU, all biases at −10": ("dead", all_biases),
    "ReLU on the logits, dead": ("dead", dead_output),
    "ReLU on the one output, dead": ("dead", dead_regression),
    "ReLU, the last two layers at 0": ("dead", lambda: two_layers_of_zeros(nn.ReLU)),
    "LSTM, large gates": ("saturated", lambda: large_gates(nn.LSTM)),
    "GRU, large gates": ("saturated", lambda: large_gates(nn.GRU)),
    "LSTMCell in a loop, large gates": ("saturated", large_gates_by_cell),
    "tanh, inputs × 1000": ("saturated", far_inputs),
    "sigmoid, std 3": ("saturated", lambda: classified(mlp(4, nn.Sigmoid, normal(3)), *examples())),
    "tanh, one bias at 6": ("saturated", lambda: classified(bias(mlp(4, nn.Tanh, scaled(1)), 2, 6), *examples())),
    "torch.tanh in forward": ("saturated", functional_tanh),
}
