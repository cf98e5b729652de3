"""Layers beside one another, which are called one after another and are no chain: heads, towers."""

from torch import nn
from torch.nn.functional import cross_entropy, mse_loss

from tests.diagnosis.parts import examples, he, mlp


class Beside(nn.Module):
    """A body, a head that matters, and one of which the loss reads little; in either order."""

    def __init__(self, last=True):
        super().__init__()
        self.body, self.main, self.aux, self.last = nn.Linear(20, 64), nn.Linear(64, 10), nn.Linear(64, 1), last

    def forward(self, x):
        h = self.body(x).relu()
        if self.last:
            return self.main(h), self.aux(h)
        return (self.aux(h), self.main(h))[::-1]


def with_an_aside(weight, last=True):
    X, y = examples()

    def loss(m):
        main, aux = m(X)
        return cross_entropy(main, y) + weight * aux.square().mean()

    return Beside(last), loss


def two_towers(weights):
    """Two models in one, with a loss each."""
    (X, y), depth = examples(), 4
    model = nn.ModuleDict({name: mlp(depth, nn.ReLU, he) for name in ("left", "right")})
    a, b = weights
    return model, lambda m: a * cross_entropy(m["left"](X), y) + b * mse_loss(m["right"](X), X[:, :10])


BRANCHES = {
    "a head that hardly counts": lambda: with_an_aside(1e-4),
    "a head that hardly counts at all": lambda: with_an_aside(1e-12),
    "a head that does not count": lambda: with_an_aside(0),
    "a head that does not count, first": lambda: with_an_aside(0, last=False),
    "two towers": lambda: two_towers((1.0, 1.0)),
    "two towers, the first hardly counts": lambda: two_towers((1e-6, 1.0)),
    "two towers, the second hardly counts": lambda: two_towers((1.0, 1e-6)),
    "two towers, the second does not count": lambda: two_towers((1.0, 0.0)),
}
