"""Outputs that may be 0 or 1, however many there are, units that are seldom active, and targets that are detached."""

import math

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy, cosine_similarity, cross_entropy, mse_loss

from tests.diagnosis.parts import classified, examples, he, mlp


class Heads(nn.Module):
    """A trunk and several sigmoid heads."""

    def __init__(self, heads=4):
        super().__init__()
        self.trunk = mlp(3, nn.ReLU, he, out=32)
        self.heads = nn.ModuleList(nn.Linear(32, 1) for _ in range(heads))

    def forward(self, x):
        h = self.trunk(x).relu()
        return torch.cat([head(h).sigmoid() for head in self.heads], dim=1)


def heads_trained_to_the_end():
    X = torch.randn(64, 20)
    y, model = (X[:, :4] > 0).float(), Heads()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(120):
        optimizer.zero_grad()
        binary_cross_entropy(model(X), y).backward()
        optimizer.step()
    return model, lambda m: binary_cross_entropy(m(X), y)


class Detector(nn.Module):
    """Rare classes beside boxes: the first head starts at 1 %.  Lin et al. 2017, focal loss."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 16, 3, 2, 1), nn.ReLU(), nn.Conv2d(16, 16, 3, 2, 1), nn.ReLU())
        self.classes, self.boxes = nn.Conv2d(16, 8, 3, padding=1), nn.Conv2d(16, 4, 3, padding=1)
        nn.init.normal_(self.classes.weight, std=0.01)
        nn.init.constant_(self.classes.bias, -math.log(99))

    def forward(self, x):
        h = self.body(x)
        return self.classes(h).sigmoid(), self.boxes(h)


def detector():
    X, Y = torch.randn(4, 3, 32, 32), (torch.rand(4, 8, 8, 8) < 0.01).float()

    def loss(m):
        classes, boxes = m(X)
        return binary_cross_entropy(classes, Y) + boxes.square().mean()

    return Detector(), loss


def sparse_codes(units=4096, d=64):
    """An autoencoder with many units of which an example needs a few: a batch never sees them all."""
    model = nn.Sequential(nn.Linear(d, units), nn.ReLU(), nn.Linear(units, d))
    with torch.no_grad():
        model[0].weight.div_(model[0].weight.norm(dim=1, keepdim=True))
        model[0].bias.fill_(-3.2)  # active in one example of 1,500
        model[2].weight.copy_(model[0].weight.T)
    X = torch.randn(128, d)
    return model, lambda m: mse_loss(m(X), X)


class Siamese(nn.Module):
    """Two views, each to be told from the other, whose encoding is detached.  Chen & He 2021."""

    def __init__(self):
        super().__init__()
        self.encoder, self.predictor = mlp(3, nn.ReLU, he, out=16), nn.Linear(16, 16)

    def forward(self, a, b):
        a, b = self.encoder(a), self.encoder(b)
        there = cosine_similarity(self.predictor(a), b.detach()).mean()
        return -(there + cosine_similarity(self.predictor(b), a.detach()).mean()) / 2


def siamese():
    X = torch.randn(64, 20)
    return Siamese(), lambda m: 1 + m(X, X + 0.1 * torch.randn(64, 20))


class Pooled(nn.Module):
    """A layer that is called and whose output the loss leaves out, beside a log of what is detached."""

    def __init__(self):
        super().__init__()
        self.encoder, self.pool, self.head = mlp(3, nn.ReLU, he, out=32), nn.Linear(32, 32), nn.Linear(32, 10)
        self.log = []

    def forward(self, x):
        h = self.encoder(x)
        self.log.append(h.detach().abs().mean().item())
        return self.head(h), self.pool(h).tanh()


def pooled():
    X, y = examples()
    return Pooled(), lambda m: cross_entropy(m(X)[0], y)


def with_dropout(rate):
    return classified(mlp(6, nn.ReLU, he, width=128, between=(lambda m: nn.Dropout(rate),)), *examples())


HEADS = {
    "four heads, trained to the end": heads_trained_to_the_end,
    "rare classes beside boxes": detector,
    "sparse codes": sparse_codes,
    "two views, one detached": siamese,
    "an output left out, a value logged": pooled,
    "ReLU with dropout 0.5": lambda: with_dropout(0.5),
}
