"""Linear models on data: least squares for numbers, the logistic loss for labels −1 and +1.

Rows of X are examples; ``with_bias`` in ``gdlib.data`` appends the column of ones that an intercept needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlib.arrays import apply, dot
from gdlib.empirical.rows import column, cut, penalty, ridged, settle, strength, table, unchecked


@dataclass(frozen=True, eq=False, repr=False)
class LeastSquares:
    """f(w) = (1/2n) ‖X w − y‖² + ½ λ ‖w‖²; X is (n, d), y is (n,), w is (d, *batch).

    >>> f = LeastSquares([[1.0, 0.0], [0.0, 2.0]], [1.0, 2.0])
    >>> float(f(np.zeros(2))), f.grad(np.zeros(2)).tolist()
    (1.25, [-0.5, -2.0])
    >>> f.on([0]).grad(np.zeros(2)).tolist()
    [-1.0, 0.0]

    Raises
    ------
    ValueError
        If the data are not finite, y does not fit X, or lam is negative.
    """

    X: np.ndarray
    y: np.ndarray
    lam: float = 0.0

    def __post_init__(self):
        X = table("LeastSquares", self.X)
        settle(self, X=X, y=column("LeastSquares", self.y, len(X)), lam=strength("LeastSquares", self.lam))

    def __len__(self) -> int:
        return len(self.y)

    def __repr__(self) -> str:
        return _spell(self)

    @property
    def dim(self) -> int:
        return self.X.shape[1]

    def on(self, rows: Any) -> LeastSquares:
        """The same objective on some rows; a slice gives views of the data."""
        return unchecked(LeastSquares, X=cut(self.X, rows), y=cut(self.y, rows), lam=self.lam)

    def residual(self, w: np.ndarray) -> np.ndarray:
        """Residuals r = X w − y, shape (n, *batch)."""
        return (apply(self.X, w).T - self.y).T

    def __call__(self, w):
        r = self.residual(w)
        return 0.5 * dot(r, r) / len(r) + penalty(self.lam, w)

    def grad(self, w):
        r = self.residual(w)
        return ridged(apply(self.X.T, r / len(r)), self.lam, w)

    def grads(self, w: np.ndarray) -> np.ndarray:
        """∇f_i(w) of each example, shape (n, d, *batch); their mean is ∇f(w), their spread the gradient noise."""
        return ridged(np.einsum("nd,n...->nd...", self.X, self.residual(w)), self.lam, w)

    def hessian(self, w=None) -> np.ndarray:
        """XᵀX / n + λ I, shape (d, d), the same everywhere."""
        return self.X.T @ self.X / len(self.y) + self.lam * np.eye(self.dim)

    @property
    def eigenvalues(self) -> np.ndarray:
        """The curvatures λ₁ ≤ … ≤ λ_d, from the singular values of X and so to full precision, shape (d,)."""
        s = np.linalg.svd(self.X, compute_uv=False)
        return np.append(s, np.zeros(self.dim - len(s)))[::-1] ** 2 / len(self.y) + self.lam

    @property
    def minimiser(self) -> np.ndarray:
        """The w where ∇f(w) = 0 (the shortest one if there are many), shape (d,)."""
        n, d = self.X.shape
        rows = np.vstack([self.X, (n * self.lam) ** 0.5 * np.eye(d)])
        return np.linalg.lstsq(rows, np.append(self.y, np.zeros(d)))[0]


@dataclass(frozen=True, eq=False, repr=False)
class Logistic:
    """f(w) = (1/n) Σ log(1 + exp(−y_i x_i·w)) + ½ λ ‖w‖²; labels y are −1 or +1, w is (d, *batch).

    >>> f = Logistic([[1.0], [3.0]], [-1, 1])
    >>> float(f(np.zeros(1))), f.grad(np.zeros(1)).tolist()
    (0.693147, [-0.5])

    Raises
    ------
    ValueError
        If the data are not finite, y does not fit X or holds anything but ±1, or lam is negative.
    """

    X: np.ndarray
    y: np.ndarray
    lam: float = 0.0

    def __post_init__(self):
        X = table("Logistic", self.X)
        y = column("Logistic", self.y, len(X))
        if (other := y[np.abs(y) != 1]).size:
            raise ValueError(f"Logistic takes labels −1 and +1, and y holds {other[0]:g}; write 2 * y - 1 for 0 and 1")
        settle(self, X=X, y=y, lam=strength("Logistic", self.lam))

    def __len__(self) -> int:
        return len(self.y)

    def __repr__(self) -> str:
        return _spell(self)

    @property
    def dim(self) -> int:
        return self.X.shape[1]

    def on(self, rows: Any) -> Logistic:
        """The same objective on some rows; a slice gives views of the data."""
        return unchecked(Logistic, X=cut(self.X, rows), y=cut(self.y, rows), lam=self.lam)

    def margin(self, w: np.ndarray) -> np.ndarray:
        """y_i x_i·w, shape (n, *batch): positive where the example is on its side."""
        return (apply(self.X, w).T * self.y).T

    def __call__(self, w):
        return np.logaddexp(0, -self.margin(w)).mean(axis=0) + penalty(self.lam, w)

    def _slope(self, w):
        """The derivative of each loss by x_i·w, −y_i σ(−m_i): tanh cannot overflow and is the fastest way to σ."""
        return ((np.tanh(0.5 * self.margin(w)) - 1).T * (0.5 * self.y)).T

    def grad(self, w):
        return ridged(apply(self.X.T, self._slope(w) / len(self.y)), self.lam, w)

    def grads(self, w: np.ndarray) -> np.ndarray:
        """∇f_i(w) of each example, shape (n, d, *batch); their mean is ∇f(w), their spread the gradient noise."""
        return ridged(np.einsum("nd,n...->nd...", self.X, self._slope(w)), self.lam, w)

    def hessian(self, w: np.ndarray) -> np.ndarray:
        """(1/n) Σ σ(m_i) σ(−m_i) x_i x_iᵀ + λ I at one point w (d,), shape (d, d)."""
        curvature = 0.25 / np.cosh(np.clip(0.5 * self.margin(w), -300, 300)) ** 2
        return self.X.T @ (self.X.T * curvature).T / len(self.y) + self.lam * np.eye(self.dim)


def _spell(f: LeastSquares | Logistic) -> str:
    ridge_term = f", lam={f.lam:g}" if f.lam else ""
    return f"{type(f).__name__}({len(f)} examples, {f.dim} coordinates{ridge_term})"
