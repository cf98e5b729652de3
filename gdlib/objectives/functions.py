"""What an objective is, how to make one from two callables, and the course's curves of one variable.

A point on a curve is ``(1, *batch)``, so the same rules and loops go down it; a plain number will do as a start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np


@runtime_checkable
class Objective(Protocol):
    """What every loop asks of a function: its value and its gradient, both broadcasting over ``(d, *batch)``."""

    def __call__(self, w: np.ndarray) -> np.ndarray: ...
    def grad(self, w: np.ndarray) -> np.ndarray: ...


@dataclass(frozen=True)
class Function:
    """Any objective from two callables, ``f(w) -> (*batch)`` and ``grad(w) -> (d, *batch)``.

    >>> bowl = Function(lambda w: (w**2).sum(axis=0), lambda w: 2 * w)
    >>> bowl.grad(np.array([1.0, -2.0])).tolist()
    [2.0, -4.0]
    """

    f: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    dim: int | None = None

    def __post_init__(self):
        for name, given in (("f", self.f), ("its gradient", self.slope)):
            if not callable(given):
                raise TypeError(f"Function takes two callables, f and its gradient; {name} is {given!r}")

    def __call__(self, w):
        return self.f(w)

    def grad(self, w):
        return self.slope(w)


def curve(f, slope) -> Function:
    """A one-variable objective from two functions of a number or an array."""
    return Function(lambda w: f(w[0]), lambda w: slope(w[0])[None], dim=1)


def parabola(curvature: float = 2.0) -> Function:
    """f(x) = ½ λ x²; with λ = 2 it is x²."""
    return curve(lambda x: 0.5 * curvature * x * x, lambda x: curvature * x)


def waves(frequency: float = 0.15) -> Function:
    """f(x) = x cos(π c x): a bowl with many floors; c = 0.15 as in Dive into Deep Learning, section 12.3."""
    c = np.pi * frequency
    return curve(lambda x: x * np.cos(c * x), lambda x: np.cos(c * x) - c * x * np.sin(c * x))


def three_slopes() -> Function:
    """f′(x) = 25x − 24 min(max(x − 1, 0), 1): curvature 25, from 1 to 2 only 1, then 25 again; minimum 0 at 0.

    On it the heavy ball that is best for quadratics runs in a circle.  Lessard, Recht & Packard 2016, eq. 4.11.

    >>> three_slopes().grad(np.array([[0.5, 1.5, 2.5]])).tolist()
    [[12.5, 25.5, 38.5]]
    """

    def bend(x):
        return np.clip(x - 1, 0, 1)

    return curve(
        lambda x: 12.5 * x * x - 12 * bend(x) ** 2 - 24 * np.maximum(x - 2, 0), lambda x: 25 * x - 24 * bend(x)
    )
