"""Sound models with an optimizer whose rate is too large, or too small to matter, for the size of their gradients."""

import torch
from torch import nn

from tests.diagnosis.parts import classified, examples, he, mlp


def stepped(optimizer, activation=nn.Tanh):
    model, loss = classified(mlp(4, activation), *examples())
    return model, loss, optimizer(model.parameters())


def far_inputs():
    """A ReLU network only scales its signal and its gradients with its input: what is wrong is the step."""
    X, y = examples()
    model, loss = classified(mlp(4, nn.ReLU, he), 1000 * X, y)
    return model, loss, torch.optim.SGD(model.parameters(), lr=0.1)


def after(steps, lr):
    """So many steps of a descent that does not converge."""
    model, loss = classified(mlp(4, nn.Tanh, nn.init.xavier_normal_), *examples())
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(model).backward()
        optimizer.step()
    return model, loss, optimizer


UPDATES = {
    "ReLU, inputs × 1000, SGD, rate 0.1": ("huge updates", far_inputs),
    "tanh, after 50 steps of SGD at rate 10": ("saturated", lambda: after(50, lr=10)),
    "SGD, rate 100": ("huge updates", lambda: stepped(lambda p: torch.optim.SGD(p, lr=100))),
    "Adam, rate 1": ("huge updates", lambda: stepped(lambda p: torch.optim.Adam(p, lr=1))),
    "SGD, rate 1e-9": ("tiny updates", lambda: stepped(lambda p: torch.optim.SGD(p, lr=1e-9))),
    "Adam, rate 1e-12": ("tiny updates", lambda: stepped(lambda p: torch.optim.Adam(p, lr=1e-12), nn.ReLU)),
}
