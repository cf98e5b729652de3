"""Nonlinear least squares: any model of the data for which one can write down the partial derivatives.

The model is a formula in w and x; it is given both in shapes that broadcast, so that the textbook's line is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlib.arrays import dot
from gdlib.empirical.rows import column, cut, finite, settle, unchecked


@dataclass(frozen=True, eq=False, repr=False)
class NonlinearLeastSquares:
    """f(w) = (1/2n) Σ (model(w, x_i) − y_i)²; w is (d, *batch), y is (n,), x is (n,) or (n, k).

    ``model(w, x)`` gives one number a row; ``jacobian(w, x)`` the d partial derivatives of it, as a list or an array
    (coordinates first).  For k > 1 inputs a row, both get x with its columns first, so that ``a, b = x`` unpacks them.

    >>> def model(w, x): return w[0] * np.exp(w[1] * x)
    >>> def jacobian(w, x): return [np.exp(w[1] * x), w[0] * x * np.exp(w[1] * x)]
    >>> f = NonlinearLeastSquares(model, jacobian, [0.0, 1.0], [1.0, 3.0])
    >>> float(f(np.array([1.0, 0.0]))), f.grad(np.array([1.0, 0.0])).tolist()
    (1.0, [-1.0, -1.0])

    Raises
    ------
    ValueError
        If the data are not finite, or y does not fit x.
    """

    model: Callable[[np.ndarray, np.ndarray], np.ndarray]
    jacobian: Callable[[np.ndarray, np.ndarray], Any]
    x: np.ndarray
    y: np.ndarray

    def __post_init__(self):
        if not (callable(self.model) and callable(self.jacobian)):
            raise TypeError("NonlinearLeastSquares takes (model, jacobian, x, y): two functions of (w, x), then data")
        x = finite("NonlinearLeastSquares", "x", self.x)
        if x.ndim not in (1, 2) or not len(x):
            raise ValueError(f"NonlinearLeastSquares takes x of shape (n,) or (n, k); got shape {x.shape}")
        settle(self, x=x, y=column("NonlinearLeastSquares", self.y, len(x)))

    def __len__(self) -> int:
        return len(self.y)

    def __repr__(self) -> str:
        return f"NonlinearLeastSquares({getattr(self.model, '__name__', 'model')}, {len(self)} examples)"

    def on(self, rows: Any) -> NonlinearLeastSquares:
        """The same model on some rows; a slice gives views of the data."""
        fields = {"model": self.model, "jacobian": self.jacobian, "x": cut(self.x, rows), "y": cut(self.y, rows)}
        return unchecked(NonlinearLeastSquares, **fields)

    def _inputs(self, w):
        """The inputs x with their columns first and one axis of length 1 for each batch axis of w."""
        return self.x.T.reshape(*self.x.shape[1:], len(self.y), *(1,) * (np.ndim(w) - 1))

    def residual(self, w: np.ndarray) -> np.ndarray:
        """Residuals r = model(w, x) − y, shape (n, *batch)."""
        return (np.asarray(self.model(w, self._inputs(w))).T - self.y).T

    def partials(self, w: np.ndarray) -> np.ndarray:
        """∂ model(w, x_i) / ∂ w_j, shape (d, n, *batch); its transpose is the Jacobian J at one point."""
        rows = (len(self.y), *np.shape(w)[1:])
        return np.stack([np.broadcast_to(column, rows) for column in self.jacobian(w, self._inputs(w))])

    def __call__(self, w):
        r = self.residual(w)
        return 0.5 * dot(r, r) / len(r)

    def rss(self, w: np.ndarray) -> np.ndarray:
        """The residual sum of squares 2 n f(w), as statistics reports it, shape (*batch)."""
        r = self.residual(w)
        return dot(r, r)

    def grad(self, w):
        return (self.partials(w) * self.residual(w)).mean(axis=1)

    def grads(self, w: np.ndarray) -> np.ndarray:
        """∇f_i(w) of each example, shape (n, d, *batch)."""
        return np.swapaxes(self.partials(w) * self.residual(w), 0, 1)

    def gauss_newton(self, w: np.ndarray) -> np.ndarray:
        """JᵀJ / n at one point w (d,): the Hessian without the term that residuals of 0 would cancel, shape (d, d)."""
        J = self.partials(w).T
        return J.T @ J / len(J)
