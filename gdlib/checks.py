"""Laws as functions, for one's own gradient and one's own rule: each says how far the law is from holding.

They return a number and never raise for a broken law: 0, or rounding, is right; compare it with what you can accept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from gdlib.arrays import apply, dot, norm
from gdlib.descent import descend
from gdlib.objectives import Function, Objective
from gdlib.rules import Rule

if TYPE_CHECKING:
    from gdlib.empirical import Network

EPS = float(np.finfo(float).eps)


def check_grad(f: Objective, w: Any, rng: np.random.Generator, directions: int = 5) -> float:
    """The largest relative error of ∇f(w)·u along random directions u.

    Each slope is measured by the complex step Im f(w + ihu)/h, exact to rounding, where f takes complex numbers, and
    by central differences otherwise: then 1e-8 is as good as it gets, and a wrong gradient is far above 1e-4.
    Each coordinate moves in proportion to its own size, so that units do not matter; choose a ``w`` whose coordinates
    are of their usual size. ``w`` is (d,) or (d, *batch), and an error is relative to the gradient in these units.

    >>> from gdlib.objectives import Function
    >>> right = Function(lambda w: (w**3).sum(axis=0), lambda w: 3 * w**2)
    >>> wrong = Function(right.f, lambda w: 2 * w**2)
    >>> rng = np.random.default_rng(0)
    >>> check_grad(right, [1.0, 2.0], rng) < 1e-12, check_grad(wrong, [1.0, 2.0], rng) > 0.1
    (True, True)
    """
    w = np.atleast_1d(np.asarray(w, dtype=float))
    g, unit, worst = f.grad(w), _unit(w), 0.0
    for _ in range(directions):
        u = rng.standard_normal(w.shape)
        u = unit * (u / norm(u))
        slope, claimed = _slope(f, w, u), dot(g, u)
        size = np.maximum(norm(unit * g), np.abs(slope)) + EPS ** (1 / 3) * np.abs(f(w)) + np.finfo(float).tiny
        worst = max(worst, _largest(slope - claimed, size))
    return worst


def _unit(w: np.ndarray) -> np.ndarray:
    """What one unit of each coordinate is: its own size |w_i|, and 1 where that is nothing to go by."""
    size = np.abs(w)
    return np.where(size > EPS**0.5, size, 1.0)


def _slope(f: Objective, w: np.ndarray, u: np.ndarray) -> np.ndarray:
    """The slope of f at w along u, from values of f alone."""
    h = EPS ** (1 / 3)
    central = (f(w + h * u) - f(w - h * u)) / (2 * h)
    try:
        exact = np.imag(f(w + 1e-30j * u)) / 1e-30
    except (TypeError, ValueError, AttributeError):
        return central
    # A function that is not analytic (|w|, a conjugate) takes complex numbers and means something else by them.
    agree = np.abs(exact - central) <= 1e-4 * np.abs(central) + EPS ** (1 / 3) * (1 + np.abs(f(w)))
    return np.where(agree, exact, central)


def check_backward(net: Network, theta: Any, X: Any, rng: np.random.Generator, directions: int = 5) -> float:
    """The largest relative error of a network's ∂L/∂θ, for the loss L = ⟨dZ, Z⟩ with a random dZ; as ``check_grad``.

    >>> from gdlib.nets import MLP, batch_norm, glorot_normal, tanh
    >>> net, rng = MLP((3, 4, 4, 2), tanh, batch_norm, residual=True), np.random.default_rng(0)
    >>> check_backward(net, net.init(glorot_normal, rng), rng.normal(size=(8, 3)), rng) < 1e-12
    True
    """
    dZ = rng.standard_normal(np.shape(net.forward(theta, X)[0]))
    L = Function(
        lambda theta: (dZ * net.forward(theta, X)[0]).sum(),
        lambda theta: net.backward(theta, net.forward(theta, X)[1], dZ)[0],
    )
    return check_grad(L, theta, rng, directions)


def check_sweep(family: Callable[..., Rule], f: Objective, start: Any, steps: int = 30, **hyper: Any) -> float:
    """The largest difference between a sweep over arrays of hyper-parameters and its runs one by one; 0 is right.

    >>> from gdlib import momentum
    >>> from gdlib.objectives import Rosenbrock
    >>> check_sweep(momentum, Rosenbrock(), [-1, 2], lr=np.array([1e-4, 1e-3]), beta=0.9)
    0.0
    """
    together, worst = descend(f, start, family(**hyper), steps), 0.0
    batch = together.rule.batch
    spread = {name: np.broadcast_to(h, batch) for name, h in hyper.items()}
    for member in np.ndindex(batch):
        alone = descend(f, start, family(**{name: h[member] for name, h in spread.items()}), steps)
        worst = max(worst, _difference(together.w[(..., *member)], alone.w))
    return worst


def check_rotation(rule: Rule, f: Objective, start: Any, rng: np.random.Generator, steps: int = 30) -> float:
    """How far the path on a rotated f is from the rotated path on f, relative to the farthest point of the path.

    Rounding for a rule with one step length (gd, momentum, nesterov), of order 1 for one that looks at coordinates.

    >>> from gdlib import adam, gd
    >>> from gdlib.objectives import Ravine
    >>> rng = np.random.default_rng(0)
    >>> check_rotation(gd(lr=0.05), Ravine(20), [-1, 1], rng) < 1e-12
    True
    >>> check_rotation(adam(lr=0.05), Ravine(20), [-1, 1], rng) > 0.01
    True
    """
    start = np.atleast_1d(np.asarray(start, dtype=float))
    Q, _ = np.linalg.qr(rng.standard_normal((len(start), len(start))))
    turned = Function(lambda w: f(apply(Q, w)), lambda w: apply(Q.T, f.grad(apply(Q, w))))
    here = descend(f, start, rule, steps).w
    there = descend(turned, apply(Q.T, start), rule, steps).w
    back = np.moveaxis(apply(Q, np.moveaxis(there, 0, 1)), 0, 1)
    return _difference(back, here) / max(float(np.abs(here).max()), np.finfo(float).tiny)


def _difference(a: np.ndarray, b: np.ndarray) -> float:
    """The largest |a − b|; equal infinities and two NaN differ by 0, a NaN and a number by infinity."""
    other = (a != b) & ~(np.isnan(a) & np.isnan(b))
    return _largest(np.subtract(a, b, out=np.zeros(a.shape), where=other), 1.0)


def _largest(error: np.ndarray, size: Any) -> float:
    """The largest |error| / size; NaN counts as infinity, so that a broken law cannot look kept."""
    return float(np.max(np.nan_to_num(np.abs(error) / size, nan=np.inf, posinf=np.inf)))
