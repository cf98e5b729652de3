"""Shapes that fall from 1 (and one that rises to it), each the formula of its docstring.

k is the number of updates made, so the first update of a run uses k = 0.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable

from gdlib.schedules.schedule import Schedule, count, positive, spell


def constant() -> Schedule:
    """1 for ever."""
    return Schedule("constant()", lambda k: 1.0)


def step_decay(factor: float = 0.1, every: int = 30) -> Schedule:
    """factor^⌊k / every⌋: a drop after each ``every`` updates.

    >>> step_decay(0.1, every=2)(3), step_decay(0.1, every=2)(4)
    (0.1, 0.01)
    """
    factor, every = positive("step_decay", "factor", factor, most=1), count("step_decay", "updates (every)", every)
    return Schedule(spell("step_decay", factor, every), lambda k: factor ** (k // every))


def piecewise(factor: float, at: Iterable[int]) -> Schedule:
    """factor^j, j the number of the listed updates that have been reached: drops at chosen moments.

    >>> [piecewise(0.5, at=[2, 5])(k) for k in (1, 2, 4, 5)]
    [1.0, 0.5, 0.5, 0.25]
    """
    factor = positive("piecewise", "factor", factor)
    drops = sorted(count("piecewise", "updates in its list", k, least=0) for k in at)
    return Schedule(spell("piecewise", factor, drops), lambda k: factor ** bisect_right(drops, k))


def exponential(factor: float) -> Schedule:
    """factorᵏ; a factor above 1 grows, as a learning-rate range test does."""
    factor = positive("exponential", "factor", factor)

    def at(k):
        try:
            return factor**k
        except OverflowError:
            return math.inf

    return Schedule(spell("exponential", factor), at)


def inverse_time(decay: float = 1.0) -> Schedule:
    """1 / (1 + decay · k): Robbins & Monro's 1/k.

    >>> [round(0.2 * inverse_time(1)(k), 3) for k in (1, 2, 3, 4)]
    [0.1, 0.067, 0.05, 0.04]
    """
    decay = positive("inverse_time", "decay", decay, zero=True)
    return Schedule(spell("inverse_time", decay), lambda k: 1 / (1 + decay * k))


def inverse_sqrt() -> Schedule:
    """1 / √(k + 1)."""
    return Schedule("inverse_sqrt()", lambda k: 1 / math.sqrt(k + 1))


def polynomial(steps: int, power: float = 1.0, end: float = 0.0) -> Schedule:
    """Falls as end + (1 − end)(1 − k/steps)^power, and ``end`` from then on; power 1 is a straight line."""
    steps, power = count("polynomial", "steps", steps), positive("polynomial", "power", power)
    end = positive("polynomial", "end", end, zero=True)
    name = spell("polynomial", steps, power=(power, 1.0), end=(end, 0.0))
    return Schedule(name, lambda k: end + (1 - end) * (1 - k / steps) ** power if k < steps else end)


def cosine(steps: int, end: float = 0.0) -> Schedule:
    """Falls as end + (1 − end)(1 + cos(π k/steps))/2, then ``end``: one period of Loshchilov & Hutter 2017, eq. 5.

    torch's ``CosineAnnealingLR`` goes on and rises again; this one stays down.
    """
    steps, end = count("cosine", "steps", steps), positive("cosine", "end", end, zero=True)
    name = spell("cosine", steps, end=(end, 0.0))
    return Schedule(name, lambda k: bend(1.0, end, k / steps) if k < steps else end)


def warmup(steps: int) -> Schedule:
    """(k + 1) / steps, then 1: full speed at update number ``steps``, and no update wasted at 0.

    >>> [warmup(4)(k) for k in range(5)]
    [0.25, 0.5, 0.75, 1.0, 1.0]
    """
    steps = count("warmup", "steps", steps)
    return Schedule(spell("warmup", steps), lambda k: (k + 1) / steps if k < steps else 1.0)


def bend(start: float, end: float, x: float) -> float:
    """Half a cosine wave from ``start`` at x = 0 to ``end`` at x = 1."""
    return end + (start - end) * (1 + math.cos(math.pi * x)) / 2
