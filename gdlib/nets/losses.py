"""Losses of a network's output Z (n, m): the mean over the n examples, and its gradient dZ (n, m).

Each takes targets as people have them; what does not fit is said in one sentence before anything is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Loss:
    """``loss(Z, y)`` is the mean loss, ``loss.grad(Z, y)`` its gradient ∂L/∂Z, shape (n, m).

    ``targets(y, shape)`` checks y against the shape of Z and gives it as ``value`` and ``slope`` want it.

    >>> float(squared(np.array([[1.0], [3.0]]), [1.0, 1.0])), squared.grad(np.array([[1.0], [3.0]]), [1, 1]).tolist()
    (1.0, [[0.0], [1.0]])
    """

    name: str
    value: Callable[[np.ndarray, np.ndarray], Any]
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray]
    targets: Callable[[Any, tuple[int, int]], np.ndarray]

    def __call__(self, Z: np.ndarray, y: Any) -> Any:
        return self.value(Z, self.targets(y, np.shape(Z)))

    def grad(self, Z: np.ndarray, y: Any) -> np.ndarray:
        """∂L/∂Z, shape (n, m): what ``net.backward`` starts from."""
        return self.slope(Z, self.targets(y, np.shape(Z)))

    def __repr__(self) -> str:
        return self.name


def accuracy(Z: np.ndarray, y: Any) -> float:
    """The share of examples whose label 0 … C − 1 has the largest of its scores, Z (n, C).

    >>> accuracy(np.array([[2.0, 1.0], [0.0, 3.0]]), [0, 0])
    0.5
    """
    return float(np.mean(np.argmax(Z, axis=1) == _labels(y, np.shape(Z))))


def _squared(Z, Y):
    """L = (1/2n) Σ ‖z_i − y_i‖²."""
    R = Z - Y
    return 0.5 * (R * R).sum() / len(Y)


def _squared_slope(Z, Y):
    """∂L/∂Z = (Z − Y) / n."""
    return (Z - Y) / len(Y)


def _numbers(y: Any, shape: tuple[int, int]) -> np.ndarray:
    """Targets for ``squared``: finite numbers of the shape of Z, or (n,) where Z has one column."""
    Y = _finite("squared", y)
    _plain("squared", shape)
    Y = Y[:, None] if Y.ndim == 1 and shape[1] == 1 else Y
    if Y.shape != shape:
        raise ValueError(f"squared takes a target for each output, shape {shape}; y has shape {np.shape(y)}")
    return Y


def _log_softmax(Z):
    """The scores z_ij − log Σ_k e^(z_ik) = log p_ij, less each row's largest, so that exp cannot overflow."""
    Z = Z - Z.max(axis=1, keepdims=True)
    return Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))


def _cross_entropy(Z, y):
    """L = −(1/n) Σ log softmax(z_i)[y_i]."""
    return -_log_softmax(Z)[np.arange(len(y)), y].sum() / len(y)


def _cross_entropy_slope(Z, y):
    """∂L/∂Z = (P − Y) / n, with a 1 at the label in each row of Y."""
    P = np.exp(_log_softmax(Z))
    P[np.arange(len(y)), y] -= 1
    return P / len(y)


def _labels(y: Any, shape: tuple[int, int]) -> np.ndarray:
    """Targets for ``cross_entropy``: one whole number 0 … C − 1 for each of n rows."""
    y = _one_each("cross_entropy", y, shape)
    if (odd := y[(y < 0) | (y >= shape[1]) | (y != np.floor(y))]).size:
        raise ValueError(
            f"cross_entropy of {shape[1]} outputs takes labels 0 … {shape[1] - 1}, and y holds {odd[0]:g}; "
            "number the classes from 0 and give the network one output for each"
        )
    return y.astype(np.intp)


def _logistic(Z, Y):
    """L = (1/n) Σ log(1 + e^(−y_i z_i))."""
    return np.logaddexp(0, -Y * Z).sum() / len(Y)


def _logistic_slope(Z, Y):
    """∂L/∂z_i = −y_i σ(−y_i z_i) / n; tanh cannot overflow."""
    return 0.5 * Y * (np.tanh(0.5 * Y * Z) - 1) / len(Y)


def _signs(y: Any, shape: tuple[int, int]) -> np.ndarray:
    """Targets for ``logistic``: one label −1 or +1 for each of n rows, as a column (n, 1)."""
    y = _one_each("logistic", y, shape)
    if shape[1] != 1:
        raise ValueError(f"logistic takes a network with 1 output and this has {shape[1]}; or take cross_entropy")
    if (odd := y[np.abs(y) != 1]).size:
        raise ValueError(f"logistic takes labels −1 and +1, and y holds {odd[0]:g}; write 2 * y - 1 for 0 and 1")
    return y[:, None]


def _one_each(owner: str, y: Any, shape: tuple[int, ...]) -> np.ndarray:
    y = _finite(owner, y)
    _plain(owner, shape)
    if y.shape != shape[:1]:
        raise ValueError(f"{owner} takes one label a row, y of shape ({shape[0]},); got shape {y.shape}")
    return y


def _plain(owner: str, shape: tuple[int, ...]) -> None:
    if len(shape) != 2:
        raise ValueError(f"{owner} takes outputs (n, m); for one at every step, {shape}, write each_step({owner})")


def _finite(owner: str, y: Any) -> np.ndarray:
    """The targets as floats (a float32 stays one); ValueError if one is NaN, infinite or no number."""
    try:
        y = np.asarray(y)
        y = y if y.dtype == np.float32 else y.astype(float)
    except (TypeError, ValueError):
        raise ValueError(f"{owner} takes numbers, and y holds something else; encode it first") from None
    if bad := int((~np.isfinite(y)).sum()):
        raise ValueError(f"{owner} takes finite targets, and y holds {bad} NaN or infinite value(s): drop or fill")
    return y


squared = Loss("squared", _squared, _squared_slope, _numbers)
cross_entropy = Loss("cross_entropy", _cross_entropy, _cross_entropy_slope, _labels)
logistic = Loss("logistic", _logistic, _logistic_slope, _signs)
