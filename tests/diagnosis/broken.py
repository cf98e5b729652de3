"""Models with one planted illness each: (verdict, maker), where a maker gives model, loss_fn and perhaps an optimizer.

Each is seeded from outside, so that the same table stands for as many models as one likes to draw.
"""

import torch
from torch import nn
from torch.nn.functional import cross_entropy, mse_loss

from tests.diagnosis.parts import (
    Again,
    Residual,
    classified,
    examples,
    he,
    mlp,
    normal,
    recurrent,
    remembered,
    scaled,
    started,
)


def bias(model, which, value):
    """Shift the bias of one layer of a stack."""
    with torch.no_grad():
        model[which].bias.fill_(value)
    return model


def convolutions(start, depth=16):
    parts = [layer for n in [3] + [16] * (depth - 1) for layer in (nn.Conv2d(n, 16, 3, padding=1), nn.ReLU())]
    model = started(nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10)), start)
    return classified(model, torch.randn(16, 3, 12, 12), torch.randint(0, 10, (16,)))


def by_cell(T=80):
    """A recurrent cell in a loop of the user's own."""

    class Loop(nn.Module):
        def __init__(self):
            super().__init__()
            self.cell, self.head = nn.RNNCell(3, 32), nn.Linear(32, 1)

        def forward(self, x):
            h = None
            for x_t in x:
                h = self.cell(x_t, h)
            return self.head(h)

    X = torch.randn(T, 16, 3)
    return Loop(), lambda m: m(X).square().mean()


def half_overflow():
    model = mlp(4, nn.ReLU, scaled(20)).half()
    X, y = examples()
    return model, lambda m: cross_entropy(m(X.half() * 100), y)


def half_underflow():
    model = mlp(14, nn.Sigmoid, nn.init.xavier_normal_).half()
    X, y = examples()
    return model, lambda m: cross_entropy(m(X.half()).float(), y)


def root_of_zero():
    X, _ = examples()
    return mlp(3, nn.Tanh), lambda m: (m(X) - m(X)).norm(dim=1).sqrt().mean()


def log_of_zero():
    X, y = examples()
    return mlp(3, nn.ReLU, scaled(60)), lambda m: -torch.log(torch.softmax(m(X), 1))[torch.arange(64), y].mean()


def exponentials():
    class Exp(nn.Module):
        def forward(self, x):
            return x.exp()

    return classified(mlp(4, Exp, scaled(8)), *examples())


def transformer(block):
    """Tokens through blocks, the mean read by a linear layer."""
    layer = nn.TransformerEncoderLayer(32, 4, 64, dropout=0.0, batch_first=True, norm_first=True)
    block(layer)
    model = nn.Sequential(nn.Embedding(50, 32), layer, nn.LayerNorm(32), nn.Linear(32, 50))
    X, y = torch.randint(0, 50, (16, 12)), torch.randint(0, 50, (16, 12))
    return model, lambda m: cross_entropy(m(X).flatten(0, 1), y.flatten())


def dead_feed_forward(layer):
    with torch.no_grad():
        layer.linear1.bias.fill_(-50)


def stepped(optimizer, activation=nn.Tanh):
    model, loss = classified(mlp(4, activation), *examples())
    return model, loss, optimizer(model.parameters())


def dead_convolution():
    model, loss = convolutions(he, depth=6)
    return bias(model, 4, -30), loss


def autocast(model, X, y):
    def loss(m):
        with torch.autocast("cpu", torch.bfloat16):
            return cross_entropy(m(X), y)

    return model, loss


def residual_stack(blocks=40):
    model = nn.Sequential(
        nn.Linear(20, 64),
        *(Residual(nn.Sequential(nn.ReLU(), nn.Linear(64, 64))) for _ in range(blocks)),
        nn.Linear(64, 10),
    )
    return classified(started(model, he), *examples())


def batch_norms(depth=60):
    return classified(mlp(depth, nn.ReLU, he, width=128, between=(nn.BatchNorm1d,)), *examples(n=128))


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


def autoencoder():
    X, _ = examples()
    return mlp(16, nn.Tanh, out=20), lambda m: mse_loss(m(X), X)


BROKEN = {
    "tanh, 20 layers, U(±1/√n): the blind spot": ("vanishing", lambda: classified(mlp(20, nn.Tanh), *examples())),
    "ReLU, 30 layers, std 0.01: the blind spot": (
        "vanishing",
        lambda: classified(mlp(30, nn.ReLU, normal(0.01)), *examples()),
    ),
    "sigmoid, 10 layers, Xavier": (
        "vanishing",
        lambda: classified(mlp(10, nn.Sigmoid, nn.init.xavier_normal_), *examples()),
    ),
    "sigmoid, 8 layers, torch's start": ("vanishing", lambda: classified(mlp(8, nn.Sigmoid), *examples())),
    "ReLU, 40 layers, Xavier": (
        "vanishing",
        lambda: classified(mlp(40, nn.ReLU, nn.init.xavier_normal_, width=128), *examples()),
    ),
    "GELU, 16 layers, torch's start": ("vanishing", lambda: classified(mlp(16, nn.GELU), *examples())),
    "autoencoder, tanh, 16 layers": ("vanishing", autoencoder),
    "16 convolutions, std 0.02": ("vanishing", lambda: convolutions(normal(0.02))),
    "one matrix 40 times over": (
        "vanishing",
        lambda: classified(
            nn.Sequential(nn.Linear(20, 64), Again(nn.Sequential(nn.Linear(64, 64), nn.Tanh()), 40), nn.Linear(64, 10)),
            *examples(),
        ),
    ),
    "bfloat16 autocast, tanh, 24 layers": ("vanishing", lambda: autocast(mlp(24, nn.Tanh), *examples())),
    "float16, sigmoid, 14 layers: lost": ("vanishing", half_underflow),
    "RNN, 100 steps, torch's start": ("vanishing", lambda: remembered(nn.RNN(3, 32), 100)),
    "LSTM, 100 steps, torch's start": ("vanishing", lambda: remembered(nn.LSTM(3, 32), 100)),
    "GRU, 100 steps, torch's start": ("vanishing", lambda: remembered(nn.GRU(3, 32), 100)),
    "two LSTM layers, both ways, 80 steps": (
        "vanishing",
        lambda: remembered(nn.LSTM(3, 24, 2, bidirectional=True), 80),
    ),
    "RNNCell in a loop, 80 steps": ("vanishing", by_cell),
    "RNN, ReLU, recurrent gain 2.5, 60 steps": (
        "exploding",
        lambda: remembered(nn.RNN(3, 32, nonlinearity="relu"), 60, change=recurrent(2.5)),
    ),
    "linear, 20 layers, gain 2": ("exploding", lambda: classified(mlp(20, nn.Identity, scaled(2)), *examples())),
    "ReLU, 20 layers, gain 3": ("exploding", lambda: classified(mlp(20, nn.ReLU, scaled(3)), *examples())),
    "tanh, 60 layers, gain 2": ("exploding", lambda: classified(mlp(60, nn.Tanh, scaled(2)), *examples())),
    "40 residual blocks without a norm": ("exploding", residual_stack),
    "60 batch norms in a row": ("exploding", batch_norms),
    "16 convolutions, std 0.4": ("exploding", lambda: convolutions(normal(0.4))),
    "ReLU, one bias at −20": ("dead", lambda: classified(bias(mlp(4, nn.ReLU, he), 2, -20), *examples())),
    "ReLU, last hidden bias at −20": ("dead", lambda: classified(bias(mlp(6, nn.ReLU, he), 8, -20), *examples())),
    "six convolutions, one bias at −30": ("dead", dead_convolution),
    "transformer, dead feed-forward layer": ("dead", lambda: transformer(dead_feed_forward)),
    "tanh, inputs × 1000": ("saturated", far_inputs),
    "sigmoid, std 3": ("saturated", lambda: classified(mlp(4, nn.Sigmoid, normal(3)), *examples())),
    "tanh, one bias at 6": ("saturated", lambda: classified(bias(mlp(4, nn.Tanh, scaled(1)), 2, 6), *examples())),
    "torch.tanh in forward": ("saturated", functional_tanh),
    "float16 overflow": ("non-finite", half_overflow),
    "root of zero": ("non-finite", root_of_zero),
    "log of a softmax that is 0": ("non-finite", log_of_zero),
    "exponentials": ("non-finite", exponentials),
    "SGD, rate 100": ("huge updates", lambda: stepped(lambda p: torch.optim.SGD(p, lr=100))),
    "Adam, rate 1": ("huge updates", lambda: stepped(lambda p: torch.optim.Adam(p, lr=1))),
    "SGD, rate 1e-9": ("tiny updates", lambda: stepped(lambda p: torch.optim.SGD(p, lr=1e-9))),
    "Adam, rate 1e-12": ("tiny updates", lambda: stepped(lambda p: torch.optim.Adam(p, lr=1e-12), nn.ReLU)),
}
