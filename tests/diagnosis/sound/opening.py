"""Models whose way back is closed at the start by weights that are 0, and opens with the first update.

Heads at 0, ReZero, LoRA and the coupling layers of a flow begin like this, and learn.
"""

import torch
from torch import nn

from tests.diagnosis.parts import classified, examples, he, mlp


def zeroed(model, which):
    nn.init.zeros_(model[which].weight)
    return model


class ReZero(nn.Module):
    """x + α branch(x) with α = 0 at the start, on the raw input.  Bachlechner et al. 2021."""

    def __init__(self, d, blocks=6):
        super().__init__()
        self.alpha = nn.ParameterList(nn.Parameter(torch.zeros(1)) for _ in range(blocks))
        self.branch = nn.ModuleList(mlp(3, nn.ReLU, he, width=d, d=d, out=d) for _ in range(blocks))
        self.head = nn.Linear(d, 10)

    def forward(self, x):
        for alpha, branch in zip(self.alpha, self.branch, strict=True):
            x = x + alpha * branch(x)
        return self.head(x)


class Adapted(nn.Module):
    """A frozen layer and a product of two thin matrices beside it, of which one is 0.  Hu et al. 2022, LoRA."""

    def __init__(self, layer, rank=4):
        super().__init__()
        self.layer = layer.requires_grad_(False)
        self.down = nn.Linear(layer.in_features, rank, bias=False)
        self.up = zeroed([nn.Linear(rank, layer.out_features, bias=False)], 0)[0]

    def forward(self, x):
        return self.layer(x) + self.up(self.down(x))


def adapted():
    layers = (Adapted(nn.Linear(n, m)) for n, m in ((20, 64), (64, 64), (64, 10)))
    first, second, third = layers
    return nn.Sequential(first, nn.ReLU(), second, nn.ReLU(), third)


class Coupled(nn.Module):
    """Half of the coordinates scaled and shifted by a network of the others that starts at 0.  Dinh et al. 2017."""

    def __init__(self, layers=6):
        super().__init__()
        self.nets = nn.ModuleList(zeroed(mlp(3, nn.ReLU, he, width=32, d=4, out=8), -1) for _ in range(layers))

    def forward(self, x):
        a, b = x.chunk(2, dim=1)
        logs = 0
        for net in self.nets:
            scale, shift = net(a).chunk(2, dim=1)
            a, b, logs = b * scale.exp() + shift, a, logs + scale.sum(dim=1)
        return (a.square().sum(dim=1) + b.square().sum(dim=1)) / 2 - logs


def coupled():
    X = 2 * torch.randn(64, 8) + 1
    return Coupled(), lambda m: m(X).mean()


OPENING = {
    "ReLU, last layer at 0": lambda: classified(zeroed(mlp(4, nn.ReLU, he), -1), *examples()),
    "tanh, last layer but one at 0": lambda: classified(
        zeroed(mlp(4, nn.Tanh, nn.init.xavier_normal_), -3), *examples()
    ),
    "ReZero": lambda: classified(ReZero(20), *examples()),
    "LoRA": lambda: classified(adapted(), *examples()),
    "coupling layers": coupled,
}
