"""Signal or error that explodes along the layers: starts that are too large, sums without a norm, norms in a row."""

from torch import nn

from tests.diagnosis.broken.deep import beside
from tests.diagnosis.parts import Residual, classified, convolutions, examples, he, mlp, normal, scaled, started


def residual_stack(blocks=40):
    model = nn.Sequential(
        nn.Linear(20, 64),
        *(Residual(nn.Sequential(nn.ReLU(), nn.Linear(64, 64))) for _ in range(blocks)),
        nn.Linear(64, 10),
    )
    return classified(started(model, he), *examples())


def batch_norms(depth=60):
    return classified(mlp(depth, nn.ReLU, he, width=128, between=(nn.BatchNorm1d,)), *examples(n=128))


MAKERS = {
    "linear, 20 layers, gain 2": lambda: classified(mlp(20, nn.Identity, scaled(2)), *examples()),
    "ReLU, 20 layers, gain 3": lambda: classified(mlp(20, nn.ReLU, scaled(3)), *examples()),
    "tanh, 60 layers, gain 2": lambda: classified(mlp(60, nn.Tanh, scaled(2)), *examples()),
    "ReLU, 20 layers, gain 3, a head beside": beside(1e-6, 20, nn.ReLU, scaled(3)),
    "40 residual blocks without a norm": residual_stack,
    "60 batch norms in a row": batch_norms,
    "16 convolutions, std 0.4": lambda: convolutions(normal(0.4)),
}
LARGE = {name: ("exploding", make) for name, make in MAKERS.items()}
