"""Pieces from which the tables of broken and sound models are made: stacks of layers, starts, data."""

import itertools
import math

import torch
from torch import nn
from torch.nn.functional import cross_entropy, mse_loss

torch.set_num_threads(1)  # all models here are small: a second thread waits more than it works


def examples(n=64, d=20, classes=10):
    """Standardised inputs and labels."""
    return torch.randn(n, d), torch.randint(0, classes, (n,))


def classified(model, X, y):
    """A model with its loss: mean cross-entropy."""
    return model, lambda m: cross_entropy(m(X), y)


def mlp(depth, activation, start=None, width=64, d=20, out=10, between=()):
    """``depth`` linear layers with an activation (and whatever ``between`` makes) behind each but the last."""
    widths = [d, *[width] * (depth - 1), out]
    parts = []
    for n, m in itertools.pairwise(widths):
        parts += [nn.Linear(n, m), *(make(m) for make in between), activation()]
    return started(nn.Sequential(*parts[: -1 - len(between)]), start)


def started(model, start):
    """Weights as ``start`` fills them, biases 0; torch's own start where there is none."""
    for module in model.modules() if start else ():
        if isinstance(module, (nn.Linear, nn.Conv2d)):
            start(module.weight)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    return model


def convolutions(start, depth=16):
    """Plain 3 × 3 convolutions with ReLU, on images of 12 × 12."""
    parts = [layer for n in [3] + [16] * (depth - 1) for layer in (nn.Conv2d(n, 16, 3, padding=1), nn.ReLU())]
    model = started(nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10)), start)
    return classified(model, torch.randn(16, 3, 12, 12), torch.randint(0, 10, (16,)))


def autocast(model, X, y, dtype=torch.bfloat16):
    """A model whose forward pass runs in mixed precision."""

    def loss(m):
        with torch.autocast("cpu", dtype):
            return cross_entropy(m(X), y)

    return model, loss


def he(weight):
    nn.init.kaiming_normal_(weight, nonlinearity="relu")


def normal(std):
    return lambda weight: nn.init.normal_(weight, std=std)


def scaled(gain):
    """Variance gain²/n."""
    return lambda weight: nn.init.normal_(weight, std=gain / math.sqrt(weight[0].numel()))


class Read(nn.Module):
    """A recurrent layer whose last output a linear layer reads; time comes first."""

    def __init__(self, rnn, out=1):
        super().__init__()
        self.rnn = rnn
        self.head = nn.Linear(rnn.hidden_size * (2 if rnn.bidirectional else 1), out)

    def forward(self, x):
        return self.head(self.rnn(x)[0][-1])


def remembered(rnn, T, n=32, change=None):
    """A recurrent model that is to tell the first number of a sequence when it has seen the last."""
    X = torch.randn(T, n, rnn.input_size)
    if change:
        with torch.no_grad():
            change(rnn)
    return Read(rnn), lambda m: mse_loss(m(X)[:, 0], X[0, :, 0])


def forget(bias):
    """Set an LSTM's forget bias."""

    def change(lstm):
        for name, p in lstm.named_parameters():
            if name.startswith("bias"):
                p.zero_()
            if name.startswith("bias_ih"):
                p[lstm.hidden_size : 2 * lstm.hidden_size] = bias

    return change


def recurrent(gain):
    """Make the recurrent matrix ``gain`` times an orthogonal one."""

    def change(rnn):
        for name, p in rnn.named_parameters():
            if name.startswith("weight_hh"):
                nn.init.orthogonal_(p, gain)

    return change


class Residual(nn.Module):
    """x + branch(x)."""

    def __init__(self, branch):
        super().__init__()
        self.branch = branch

    def forward(self, x):
        return x + self.branch(x)


class Loop(nn.Module):
    """A recurrent cell in a loop of the user's own, and what reads its last output."""

    def __init__(self, cell, head):
        super().__init__()
        self.cell, self.head = cell, head

    def forward(self, x):
        h = None
        for x_t in x:
            h = self.cell(x_t, h)
        return self.head(h[0] if isinstance(h, tuple) else h)


class Again(nn.Module):
    """The same layers applied over and over: one set of weights for all depths."""

    def __init__(self, inner, times):
        super().__init__()
        self.inner, self.times = inner, times

    def forward(self, x):
        for _ in range(self.times):
            x = self.inner(x)
        return x
