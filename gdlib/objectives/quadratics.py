"""Bowls: quadratics, on which everything about a first-order method can be said exactly.

``Quadratic`` is the general one, ``Ravine`` the smallest that has a condition number.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gdlib.arrays import apply, dot


@dataclass(frozen=True)
class Quadratic:
    """f(w) = ½ wᵀA w − bᵀw with A symmetric: the bowl that explains step limits, zig-zags and condition numbers.

    >>> f = Quadratic([[2.0, 0.0], [0.0, 8.0]])
    >>> float(f(np.array([1.0, 1.0]))), f.grad(np.array([1.0, 1.0])).tolist()
    (5.0, [2.0, 8.0])

    Raises
    ------
    ValueError
        If A is not a symmetric matrix of finite numbers, or b does not fit it.
    """

    A: np.ndarray
    b: np.ndarray | None = None

    def __post_init__(self):
        A = np.atleast_2d(np.asarray(self.A, dtype=float))
        b = np.zeros(len(A)) if self.b is None else np.atleast_1d(np.asarray(self.b, dtype=float))
        if A.ndim != 2 or A.shape[0] != A.shape[1] or not np.allclose(A, A.T, rtol=1e-12, atol=0):
            raise ValueError(f"Quadratic needs a symmetric matrix A, got shape {A.shape}; use (A + A.T) / 2")
        if b.shape != A.shape[:1]:
            raise ValueError(
                f"b of shape {b.shape} does not fit A of shape {A.shape}; give one number for each row of A"
            )
        if not (np.isfinite(A).all() and np.isfinite(b).all()):
            raise ValueError("Quadratic needs finite numbers; A or b holds NaN or infinity")
        object.__setattr__(self, "A", A)
        object.__setattr__(self, "b", b)

    @property
    def dim(self) -> int:
        return len(self.b)

    @property
    def minimiser(self) -> np.ndarray:
        """The point where ∇f = 0, shape (d,)."""
        return np.linalg.solve(self.A, self.b)

    @property
    def eigenvalues(self) -> np.ndarray:
        """The curvatures λ₁ ≤ … ≤ λ_d, shape (d,)."""
        return np.linalg.eigvalsh(self.A)

    def __call__(self, w):
        return 0.5 * dot(w, apply(self.A, w)) - apply(self.b[None], w)[0]

    def grad(self, w):
        return (apply(self.A, w).T - self.b).T

    def hessian(self, w=None):
        return self.A


@dataclass(frozen=True)
class Ravine:
    """f(x, y) = ½ (x² + κ y²): the smallest problem with a condition number; minimum 0 at (0, 0).

    >>> float(Ravine(kappa=50)(np.array([-9.0, 1.5])))
    96.75
    """

    kappa: float = 20.0
    curvature: np.ndarray = field(init=False, repr=False, compare=False)
    dim = 2

    def __post_init__(self):
        if not self.kappa >= 1:
            raise ValueError(f"a condition number is at least 1; Ravine got kappa = {self.kappa}")
        object.__setattr__(self, "curvature", np.array([1.0, float(self.kappa)]))

    def __call__(self, w):
        x, y = w
        return 0.5 * (x * x + self.kappa * y * y)

    def grad(self, w):
        return (self.curvature * w.T).T

    def hessian(self, w=None):
        return np.diag(self.curvature)
