"""Layers one after another, each started as its activation wants it, with the usual optimizers."""

import torch
from torch import nn
from torch.nn.functional import mse_loss

from tests.diagnosis.parts import Residual, classified, examples, he, mlp


def autoencoder():
    X, _ = examples()
    model = nn.Sequential(mlp(3, nn.SiLU, out=4), nn.SiLU(), mlp(3, nn.SiLU, d=4, out=20))
    return model, lambda m: mse_loss(m(X), X)


def alternating(optimizer, activation=nn.ReLU):
    model, loss = classified(mlp(4, activation, he), *examples())
    return model, loss, optimizer(model.parameters())


def mixer(blocks=8):
    block = lambda: Residual(nn.Sequential(nn.LayerNorm(48), nn.Linear(48, 96), nn.GELU(), nn.Linear(96, 48)))  # noqa: E731
    return nn.Sequential(nn.Linear(20, 48), *(block() for _ in range(blocks)), nn.LayerNorm(48), nn.Linear(48, 10))


def stack(*args, **more):
    return lambda: classified(mlp(*args, **more), *examples())


PLAIN = {
    "ReLU, 3 layers, torch's start": stack(3, nn.ReLU),
    "ReLU, 6 layers, torch's start": stack(6, nn.ReLU),
    "ReLU, 30 layers, He": stack(30, nn.ReLU, he, width=256),
    "tanh, 10 layers, Xavier": stack(10, nn.Tanh, nn.init.xavier_normal_),
    "tanh, 30 layers, orthogonal": stack(30, nn.Tanh, nn.init.orthogonal_),
    "sigmoid, 3 layers, Xavier": stack(3, nn.Sigmoid, nn.init.xavier_normal_),
    "ELU with dropout": stack(5, nn.ELU, between=(lambda m: nn.Dropout(0.3),)),
    "logistic regression": lambda: classified(nn.Linear(20, 10), *examples()),
    "autoencoder": autoencoder,
    "residual perceptrons with layer norm": lambda: classified(mixer(), *examples()),
    "SGD, rate 0.1": lambda: alternating(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
    "Adam, rate 1e-3": lambda: alternating(torch.optim.Adam),
    "AdamW, tanh": lambda: alternating(torch.optim.AdamW, nn.Tanh),
}
