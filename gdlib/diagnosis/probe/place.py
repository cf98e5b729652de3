"""One call of one layer: what is measured of its signal when it is made, and of its error when that comes by.

What its activation does to it is told to it by the recorder, which sees every function that is called.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn

from gdlib.diagnosis.closed import dead_share
from gdlib.diagnosis.probe import sizes

UNITS_LAST = (nn.Linear, nn.LayerNorm, nn.Embedding, nn.MultiheadAttention, nn.RNNBase)  # elsewhere axis 1: channels
CONVOLUTION = nn.modules.conv._ConvNd  # one set of weights for all positions
FEWEST = 16  # examples (times positions) from which on a unit that is 0 for all of them may be called dead


@dataclass
class Place:
    """What one call of one module left behind: sizes in decades, shares, counts."""

    name: str
    module: nn.Module
    forward: float = math.nan
    spread: float = math.nan
    error: float = math.nan
    dead: float = math.nan
    saturated: float = math.nan
    nonfinite: int = 0
    rescaled: bool = False
    received: bool = False  # NaN or infinity stood in its input already
    values: int = 0
    wanting: bool = False  # an error can come back
    reached: bool = False  # and has
    node: Any = None  # where the graph keeps the output, as long as the forward pass runs
    flat_parts: float = 0.0
    weights: list[Tensor] = field(default_factory=list)

    def signal(self, h: Tensor) -> None:
        """Measure h, and its gradient when that comes by."""
        self.forward, self.spread = sizes.decades(h, mean=True), sizes.spread(h)
        self.node, self.values, self.wanting = h.grad_fn, h.numel(), h.grad_fn is not None
        if not math.isfinite(self.forward):
            self.nonfinite += sizes.nonfinite(h)
        if h.requires_grad:
            h.register_hook(self._back)

    def _back(self, g: Tensor) -> None:
        self.reached, self.error = True, self._error(g)
        if not math.isfinite(self.error):
            self.nonfinite += sizes.nonfinite(g)

    def _error(self, g: Tensor) -> float:
        """The size of an error; behind a convolution that of its sum over positions, where they pull the same way.

        An average over P positions hands each of them a P-th: the norm of all falls by √P, and nothing has vanished.
        """
        size = sizes.decades(g)
        if isinstance(self.module, CONVOLUTION) and g.ndim > 2 and math.isfinite(size):
            size = max(size, sizes.decades(sizes.wide(g).flatten(2).sum(dim=2)))
        return size

    def rectified(self, out: Tensor) -> None:
        """A ReLU gave ``out``: how many of its units are 0 for all examples, the largest share of all such calls."""
        self.dead = _larger(self.dead, _dead(out, self.module))

    def squashed(self, out: Tensor, low: float, high: float) -> None:
        """A sigmoid or tanh gave ``out``: the share beyond low … high, of the whole place where it is a gate of it."""
        share = ((out < low) | (out > high)).double().mean().item() if out.numel() else 0.0
        if out.numel() < self.values:
            self.flat_parts += share * out.numel() / self.values
            share = self.flat_parts
        self.saturated = _larger(self.saturated, share)


def _larger(before: float, now: float) -> float:
    """The larger of two shares, of which either may not have been measured."""
    return now if math.isnan(before) else before if math.isnan(now) else max(before, now)


def _dead(out: Tensor, module: nn.Module) -> float:
    """The share of units that are 0 for all examples and positions; NaN for too few of these."""
    if out.ndim < 2 or out.numel() == 0:
        return math.nan
    units = -1 if isinstance(module, UNITS_LAST) else 1
    active = (out.detach() != 0).movedim(units, 0).flatten(1)
    return dead_share(active.sum(dim=1).cpu().numpy()) if active.shape[1] >= FEWEST else math.nan
