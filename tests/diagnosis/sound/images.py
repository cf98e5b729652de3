"""Convolutions with a norm behind each, in a row and in residual blocks."""

import torch
from torch import nn

from tests.diagnosis.parts import Residual, classified


def images(model, n=16, side=16):
    return classified(model, torch.randn(n, 3, side, side), torch.randint(0, 10, (n,)))


def stage(n, m, norm=nn.BatchNorm2d):
    return nn.Sequential(nn.Conv2d(n, m, 3, padding=1, bias=False), norm(m), nn.ReLU(inplace=True))


def plain_convolutions():
    return nn.Sequential(
        *(stage(n, m) for n, m in [(3, 16), (16, 16), (16, 32), (32, 32), (32, 32), (32, 32)]),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(32, 10),
    )


def group_normalised():
    stages = (stage(n, 16, lambda m: nn.GroupNorm(4, m)) for n in (3, 16, 16))
    return nn.Sequential(*stages, nn.Flatten(), nn.Linear(16 * 256, 10))


def residual_network(blocks=8, closed=True):
    """As He et al. 2016 build it; ``closed`` branches begin at 0, as most start them nowadays."""
    parts = [
        Residual(nn.Sequential(stage(16, 16), nn.Conv2d(16, 16, 3, padding=1), nn.BatchNorm2d(16)))
        for _ in range(blocks)
    ]
    for block in parts:
        if closed:
            nn.init.zeros_(block.branch[-1].weight)
    return nn.Sequential(stage(3, 16), *parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))


def averaged(layers=3):
    """Bare convolutions whose 4,096 positions are averaged at the end."""
    parts = [(nn.Conv2d(3 if l == 0 else 16, 16, 3, padding=1), nn.ReLU()) for l in range(layers)]
    return nn.Sequential(*(m for pair in parts for m in pair), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))


IMAGES = {
    "convolutions with batch norm": lambda: images(plain_convolutions()),
    "residual network, closed branches": lambda: images(residual_network()),
    "residual network, open branches": lambda: images(residual_network(closed=False)),
    "bare convolutions, averaged over all positions": lambda: images(averaged(), n=8, side=64),
    "convolutions with group norm": lambda: images(group_normalised()),
}
