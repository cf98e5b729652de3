"""Sharpness: the largest eigenvalue of the Hessian, found from gradients alone by power iteration.

A product with the Hessian is a difference of two gradients, so every objective of the library will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from gdlib.objectives import Objective

REACH = 1e-5  # of the size of w: rounding (eps/h) and truncation (h²) of a central difference are both near 1e-11 there


def sharpness(f: Objective, w: Any, rng: np.random.Generator, *, steps: int = 500, tol: float = 1e-6) -> float:
    """λ_max(∇²f(w)) for w (d,): v ← H v / ‖H v‖ with H v = (∇f(w + h v) − ∇f(w − h v)) / 2h.

    Where the eigenvalue of largest size is negative (or two of them differ in sign alone) it runs again on H + ‖H‖,
    which has no negative ones: the largest is found, not the largest in size.  NaN where a gradient is not finite.

    Parameters
    ----------
    steps : the most iterations; more are needed where the two largest eigenvalues lie close together.
    tol : the iteration ends when ‖H v − λ v‖ is below tol ‖H v‖: λ is then that close to an eigenvalue.

    Examples
    --------
    >>> from gdlib.objectives import Ravine, Saddle
    >>> rng = np.random.default_rng(0)
    >>> round(sharpness(Ravine(50), [3.0, -1.0], rng), 6)
    50.0
    >>> round(sharpness(Saddle(), [0.3, 0.1], rng), 6)
    1.0

    Raises
    ------
    ValueError
        If w is not one finite point.

    Source: Cohen et al. 2021, section 2 (sharpness); Pearlmutter 1994 for products with the Hessian.
    """
    w = np.asarray(w, dtype=float)
    if w.ndim != 1 or not np.isfinite(w).all():
        raise ValueError(f"sharpness takes one finite point, an array of shape (d,); got shape {w.shape}")
    value, size, settled = _power(f, w, rng.standard_normal(w.shape), 0.0, steps, tol)
    if (settled and value >= 0) or not np.isfinite(value):
        return value
    return _power(f, w, rng.standard_normal(w.shape), size, steps, tol)[0] - size


def _power(f: Objective, w: np.ndarray, v: np.ndarray, shift: float, steps: int, tol: float):
    """vᵀ(H + shift)v, ‖(H + shift)v‖ and whether v settled, for v ← (H + shift)v / ‖(H + shift)v‖."""
    value, size, settled = 0.0, 0.0, False
    for _ in range(steps):
        v = v / np.linalg.norm(v)
        with np.errstate(all="ignore"):
            Hv = hessian_product(f, w, v) + shift * v
        value, size = float(v @ Hv), float(np.linalg.norm(Hv))
        settled = np.linalg.norm(Hv - value * v) <= tol * size
        if settled or not np.isfinite(value):
            break
        v = Hv
    return value, size, settled


def hessian_product(f: Objective, w: np.ndarray, v: np.ndarray) -> np.ndarray:
    """∇²f(w) v for a unit vector v, by central differences of the gradient.

    >>> from gdlib.objectives import Ravine
    >>> hessian_product(Ravine(50), np.zeros(2), np.array([0.0, 1.0])).round(6).tolist()
    [0.0, 50.0]
    """
    h = REACH * max(1.0, float(np.linalg.norm(w)))
    return (f.grad(w + h * v) - f.grad(w - h * v)) / (2 * h)
