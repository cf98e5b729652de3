"""Transforms of the gradient function: each takes ∇f and gives another function of w, in front of any rule.

``chain(clip_norm(1.0), weight_decay(1e-4), adam(lr=1e-3))`` reads left to right: clip, then decay, then step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np

from gdlib.arrays import norm

Gradient = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True, repr=False)
class Transform:
    """``transform(grad)`` is a gradient function again; ``through(g, w)`` says what happens to one gradient."""

    name: str
    through: Callable[[np.ndarray, np.ndarray], np.ndarray]

    def __call__(self, grad: Gradient) -> Gradient:
        through = self.through
        return lambda w: through(grad(w), w)

    def __repr__(self) -> str:
        return self.name


def clip_norm(most: float) -> Transform:
    """Projection onto the ball of radius c: g ← g · min(1, c / ‖g‖).  Pascanu, Mikolov & Bengio 2013, algorithm 1.

    ‖g‖ is over the d coordinates, one for each member of the batch.  NaN stays NaN, and infinity becomes NaN.

    >>> clip_norm(1.0)(lambda w: 10 * w)(np.array([3.0, 4.0])).tolist()
    [0.6, 0.8]
    """
    most = _amount("clip_norm", "threshold", most)

    def through(g, w):
        with np.errstate(all="ignore"):
            size, scale = norm(g), 1.0
            if np.any(size == np.inf):  # the squares overflowed: scale such members down, which saves their direction
                scale = np.where(size == np.inf, np.abs(g).max(axis=0), 1.0)
                g = g / scale
                size = norm(g)
            return g * (most / np.maximum(size, most / scale))

    return Transform(f"clip_norm({most:.6g})", through)


def clip_value(most: float) -> Transform:
    """Projection onto the box: g_i ← max(−c, min(c, g_i)), each coordinate by itself, so the direction changes.

    >>> clip_value(1.0)(lambda w: 10 * w)(np.array([3.0, -0.05])).tolist()
    [1.0, -0.5]
    """
    most = _amount("clip_value", "threshold", most)
    return Transform(f"clip_value({most:.6g})", lambda g, w: np.clip(g, -most, most))


def weight_decay(strength: float) -> Transform:
    """L2 penalty: g ← g + λ w, the gradient of f(w) + ½ λ ‖w‖² (before Adam that is not AdamW: see ``adamw``)."""
    strength = _amount("weight_decay", "strength", strength, zero=True)
    return Transform(f"weight_decay({strength:.6g})", lambda g, w: g + strength * w)


def precondition(P: Any) -> Transform:
    """Steepest descent in the metric P: g ← P⁻¹ g, so that lengths are measured by ‖u‖² = uᵀ P u.

    P is d positive numbers (a unit for each coordinate: 1/√P), a symmetric positive definite (d, d), or a function
    w -> (d, d) for a metric that changes on the way: ``chain(precondition(f.gauss_newton), gd(lr=1))`` is Gauss–Newton.
    Where such a metric is singular there is no step, and the next point is NaN.

    >>> precondition([4.0, 1.0])(lambda w: w)(np.array([8.0, 3.0])).tolist()
    [2.0, 3.0]

    Raises
    ------
    ValueError
        If P is no metric, or if it changes with w and w is more than one point.
    """
    metric, name = _changing(P) if callable(P) else _constant(P)
    return Transform(f"precondition({name})", lambda g, w: _solved(metric(w), g))


def add_noise(sigma: float, rng: np.random.Generator) -> Transform:
    """Noise: g ← g + σ ξ with independent standard normal ξ, anew for each coordinate and each member of the batch."""
    sigma = _amount("add_noise", "sigma", sigma, zero=True)
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"add_noise needs a random generator, np.random.default_rng(seed); got {rng!r}")
    return Transform(f"add_noise({sigma:.6g})", lambda g, w: g + sigma * rng.standard_normal(np.shape(g)))


def _changing(P: Gradient) -> tuple[Gradient, str]:
    """A metric that is a function of the point, for one point at a time, and its name."""

    def metric(w):
        if w.ndim > 1:
            raise ValueError(f"a metric that changes takes one point (d,) at a time; w has shape {w.shape}: use a loop")
        return P(w)

    return metric, getattr(P, "__name__", "P")


def _constant(P: Any) -> tuple[Gradient, str]:
    """A metric that is the same everywhere, d positive numbers or (d, d), checked, and its name."""
    P = np.asarray(P, dtype=float)
    square = P.ndim == 2 and P.shape[0] == P.shape[1] and np.allclose(P, P.T, rtol=1e-12, atol=0)
    if not (np.all(P > 0) if P.ndim == 1 else square and np.linalg.eigvalsh(P)[0] > 0):
        raise ValueError(f"precondition takes positive numbers or a symmetric positive definite matrix; got {P}")
    return lambda w: P, f"<{'×'.join(map(str, P.shape))}>"


def _solved(P: np.ndarray, g: np.ndarray) -> np.ndarray:
    """P⁻¹ g for each member of the batch; NaN where P cannot be inverted: divergence is data."""
    if P.ndim == 1:
        return (g.T / P).T
    try:
        return np.linalg.solve(P, g.reshape(len(g), -1)).reshape(g.shape)
    except np.linalg.LinAlgError:
        return np.full_like(g, np.nan)


def _amount(owner: str, what: str, number: Any, zero: bool = False) -> float:
    if not isinstance(number, Real) or not (number >= 0 if zero else number > 0) or number == np.inf:
        raise ValueError(f"{owner} takes a finite {what} {'of at least' if zero else 'above'} 0; got {number!r}")
    return float(number)
