"""Numbers that end: overflow, the slope of a root at 0, the logarithm of a probability that was rounded to 0."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from tests.diagnosis.parts import classified, examples, mlp, scaled


def half_overflow():
    model = mlp(4, nn.ReLU, scaled(20)).half()
    X, y = examples()
    return model, lambda m: cross_entropy(m(X.half() * 100), y)


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


MAKERS = {
    "float16 overflow": half_overflow,
    "root of zero": root_of_zero,
    "log of a softmax that is 0": log_of_zero,
    "exponentials": exponentials,
}
NUMBERS = {name: ("non-finite", make) for name, make in MAKERS.items()}
