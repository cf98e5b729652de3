"""Sound models that look strange: trained to the end, frozen in part, with spare layers or far inputs, in bfloat16."""

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy, cross_entropy, relu

from tests.diagnosis.parts import autocast, classified, examples, he, mlp


def trained_to_the_end():
    """A classifier whose outputs have all but reached 0 and 1, as they should."""
    X = torch.randn(64, 20)
    y = (X[:, :1] > 0).float()
    model = nn.Sequential(mlp(3, nn.Tanh, out=1), nn.Sigmoid())
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(150):
        optimizer.zero_grad()
        binary_cross_entropy(model(X), y).backward()
        optimizer.step()
    return model, lambda m: binary_cross_entropy(m(X), y)


def frozen_below():
    model = mlp(5, nn.ReLU, he)
    for layer in model[:4]:
        layer.requires_grad_(False)
    return classified(model, *examples())


class Spare(nn.Module):
    """A model that owns layers it does not use."""

    def __init__(self):
        super().__init__()
        self.a, self.spare, self.b = nn.Linear(20, 64), nn.Linear(64, 64), nn.Linear(64, 10)

    def forward(self, x):
        return self.b(relu(self.a(x)))


def frozen_above():
    model = mlp(5, nn.ReLU, he)
    for layer in (model[4], model[8]):
        layer.requires_grad_(False)
    return classified(model, *examples())


def table_of_vectors():
    """Nothing but an embedding, whose vectors are to be told from one another."""
    X, model = torch.randint(0, 50, (64,)), nn.Embedding(50, 64)
    nn.init.normal_(model.weight, std=0.1)
    return model, lambda m: cross_entropy(m(X) @ m.weight.T, X)


def far_inputs():
    X, y = examples()
    return classified(mlp(4, nn.ReLU, he), 1000 * X, y)


def far_inputs_normalised():
    X, y = examples()
    return classified(nn.Sequential(nn.Linear(20, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 10)), 1e5 * X, y)


def weight_normalised():
    model = mlp(5, nn.ReLU, he)
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.utils.parametrizations.weight_norm(layer)
    return classified(model, *examples())


STRANGE = {
    "trained to the end": trained_to_the_end,
    "frozen below": frozen_below,
    "spare layers": lambda: classified(Spare(), *examples()),
    "frozen above": frozen_above,
    "an embedding alone": table_of_vectors,
    "ReLU, far inputs, nothing said of the steps": far_inputs,
    "far inputs, batch norm": far_inputs_normalised,
    "bfloat16 autocast": lambda: autocast(mlp(6, nn.ReLU, he), *examples()),
    "float16 autocast": lambda: autocast(mlp(6, nn.ReLU, he), *examples(), dtype=torch.float16),
    "weight norm": weight_normalised,
}
