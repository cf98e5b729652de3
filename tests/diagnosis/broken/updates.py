"""Sound models with an optimizer whose rate is too large, or too small to matter."""

import torch
from torch import nn

from tests.diagnosis.parts import classified, examples, mlp


def stepped(optimizer, activation=nn.Tanh):
    model, loss = classified(mlp(4, activation), *examples())
    return model, loss, optimizer(model.parameters())


UPDATES = {
    "SGD, rate 100": ("huge updates", lambda: stepped(lambda p: torch.optim.SGD(p, lr=100))),
    "Adam, rate 1": ("huge updates", lambda: stepped(lambda p: torch.optim.Adam(p, lr=1))),
    "SGD, rate 1e-9": ("tiny updates", lambda: stepped(lambda p: torch.optim.SGD(p, lr=1e-9))),
    "Adam, rate 1e-12": ("tiny updates", lambda: stepped(lambda p: torch.optim.Adam(p, lr=1e-12), nn.ReLU)),
}
