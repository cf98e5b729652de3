"""Softmax regression: one linear score for each class, and the cross-entropy of the softmax of the scores.

The parameters are one flat vector, like those of every network in the book; ``f.weights(w)`` shows them as a matrix.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gdlib.arrays import apply
from gdlib.empirical.rows import column, cut, penalty, ridged, settle, strength, table, unchecked


@dataclass(frozen=True, eq=False, repr=False)
class Softmax:
    """f(w) = −(1/n) Σ log softmax(x_i W)[y_i] + ½ λ ‖w‖², for labels y of 0 … C − 1.

    ``w`` is flat, (d·C, *batch): W = w.reshape(d, C) row by row, so that the scores are Z = X W as in the text.
    ``classes`` is C; without it, one more than the largest label.

    >>> f = Softmax([[1.0, 0.0], [0.0, 1.0]], [0, 2])
    >>> f.dim, float(f(np.zeros(6)))
    (6, 1.098612)
    >>> f.predict(np.array([1.0, 0, 0, 0, 0, 1])).tolist()
    [0, 2]

    Raises
    ------
    ValueError
        If the data are not finite, y does not fit X, a label is not a whole number from 0, or lam is negative.
    """

    X: np.ndarray
    y: np.ndarray
    lam: float = 0.0
    classes: int | None = None
    hot: np.ndarray = field(init=False)

    def __post_init__(self):
        X = table("Softmax", self.X)
        y = column("Softmax", self.y, len(X))
        if (odd := y[(y < 0) | (y != np.floor(y))]).size:
            raise ValueError(f"Softmax takes labels 0, 1, 2, …, and y holds {odd[0]:g}; number the classes from 0")
        y = y.astype(int)
        classes = int(y.max()) + 1 if self.classes is None else self.classes
        if y.max() >= classes:
            raise ValueError(f"Softmax was given {classes} classes, and y holds the label {y.max()}; raise classes")
        hot = np.eye(classes).take(y, axis=1)
        settle(self, X=X, y=y, lam=strength("Softmax", self.lam), classes=classes, hot=hot)

    def __len__(self) -> int:
        return len(self.y)

    def __repr__(self) -> str:
        ridge_term = f", lam={self.lam:g}" if self.lam else ""
        return f"Softmax({len(self)} examples, {self.X.shape[1]} coordinates, {self.classes} classes{ridge_term})"

    @property
    def dim(self) -> int:
        return self.X.shape[1] * self.classes

    def on(self, rows: Any) -> Softmax:
        """The same objective on some rows (of all the classes); a slice gives views of the data."""
        X, y, hot = cut(self.X, rows), cut(self.y, rows), cut(self.hot, rows, axis=1)
        return unchecked(Softmax, X=X, y=y, lam=self.lam, classes=self.classes, hot=hot)

    def weights(self, w: np.ndarray) -> np.ndarray:
        """W, shape (d, C, *batch): one column of weights for each class."""
        return w.reshape(-1, self.classes, *w.shape[1:])

    def _scores(self, w):
        """Z = X W less each row's largest, so that exp cannot overflow; (C, n, *batch): quick to sum over classes."""
        if w.ndim == 1:  # dot, not @: it starts 1 µs quicker, which is a tenth of a batch of one
            Z = w.reshape(-1, self.classes).T.dot(self.X.T)
        else:
            Z = np.swapaxes(apply(self.X, self.weights(w)), 0, 1)
        return Z - np.maximum.reduce(Z)

    def _P(self, w):
        E = np.exp(self._scores(w))
        return E / np.add.reduce(E)

    def _Y(self, w):
        """The labels as columns of 0 and 1, (C, n) and an axis of length 1 for each batch axis of w."""
        return self.hot if w.ndim == 1 else self.hot.reshape(*self.hot.shape, *(1,) * (w.ndim - 1))

    def probabilities(self, w: np.ndarray) -> np.ndarray:
        """P = softmax(X W), shape (n, C, *batch); each row sums to 1."""
        return np.swapaxes(self._P(w), 0, 1)

    def predict(self, w: np.ndarray) -> np.ndarray:
        """The likeliest class of each row, shape (n, *batch)."""
        return apply(self.X, self.weights(w)).argmax(axis=1)

    def __call__(self, w):
        Z = self._scores(w)
        loss = np.log(np.exp(Z).sum(axis=0)) - (Z * self._Y(w)).sum(axis=0)
        return loss.mean(axis=0) + penalty(self.lam, w)

    def grad(self, w):
        slope = (self._P(w) - self._Y(w)) * (1 / len(self.y))
        G = slope.dot(self.X).T if w.ndim == 1 else apply(self.X.T, np.swapaxes(slope, 0, 1))
        return ridged(G.reshape(w.shape), self.lam, w)

    def grads(self, w: np.ndarray) -> np.ndarray:
        """∇f_i(w) of each example, shape (n, d·C, *batch); their mean is ∇f(w), their spread the gradient noise."""
        each = np.einsum("nd,cn...->ndc...", self.X, self._P(w) - self._Y(w))
        return ridged(each.reshape(len(self), *w.shape), self.lam, w)

    def hessian(self, w: np.ndarray) -> np.ndarray:
        """(1/n) Σ x_i x_iᵀ ⊗ (diag p_i − p_i p_iᵀ) + λ I at one point w (d·C,), shape (d·C, d·C)."""
        P = self.probabilities(w)
        d, C = self.weights(w).shape
        H = np.empty((d, C, d, C))
        for a in range(C):
            for b in range(C):
                curvature = P[:, a] * ((a == b) - P[:, b])
                H[:, a, :, b] = self.X.T @ (self.X.T * curvature).T
        return H.reshape(d * C, d * C) / len(self) + self.lam * np.eye(d * C)
