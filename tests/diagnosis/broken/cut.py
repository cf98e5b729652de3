"""An encoder that the loss never reaches, because what it computes leaves the graph on its way to the head."""

import torch
from torch import nn
from torch.nn.functional import one_hot

from tests.diagnosis.parts import classified, examples, he, mlp

LOSES = {
    "detach": lambda h: h.detach(),
    ".data": lambda h: h.data,
    "a NumPy array": lambda h: torch.from_numpy(h.detach().numpy() * 1.0),
    "a list": lambda h: torch.tensor(h.tolist()),
    "argmax": lambda h: one_hot(h.argmax(dim=1), 32).float(),
}


class Encoded(nn.Module):
    """An encoder, what is done to its output, and a head."""

    def __init__(self, between):
        super().__init__()
        self.encoder, self.head, self.between = mlp(3, nn.ReLU, he, out=32), mlp(2, nn.ReLU, he, d=32), between

    def forward(self, x):
        return self.head(self.between(self.encoder(x).relu()))


def encoded(between):
    return lambda: classified(Encoded(between), *examples())


CUT = {f"an encoder cut off by {name}": ("cut off", encoded(loses)) for name, loses in LOSES.items()}
