"""The mean loss of a network on data, as an objective of its parameters: a finite sum like every other.

It knows a network only by what it can do, so a network of one's own needs a layout, a forward and a backward pass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np

from gdlib.empirical.rows import cut, examples, settle, unchecked


@runtime_checkable
class Network(Protocol):
    """A shape without parameters: ``layout.size`` is p, θ is (p,), X is (n, d) or (n, T, d), Z is (n, m) or (n, T, m).

    ``backward`` takes dZ = ∂L/∂Z, shaped like Z, to ∂L/∂θ (p,), and to the errors on the way, of whatever kind.
    """

    layout: Any

    def init(self, spread: Callable, rng: np.random.Generator) -> np.ndarray: ...
    def forward(self, theta: np.ndarray, X: np.ndarray) -> tuple[np.ndarray, Any]: ...
    def backward(self, theta: np.ndarray, tape: Any, dZ: np.ndarray) -> tuple[np.ndarray, Any]: ...


@dataclass(frozen=True, eq=False, repr=False)
class Risk:
    """f(θ) = (1/n) Σ loss(net(x_i; θ), y_i); θ is (p, *batch), X is (n, d), y is what the loss takes.

    For a recurrent network X is (n, T, d), n sequences of T steps.

    With batch normalisation the examples of a batch see one another, and f is no longer the mean of its rows.

    >>> from gdlib.nets import MLP, cross_entropy
    >>> f = Risk(MLP((2, 3)), [[1.0, 0.0], [0.0, 1.0]], [0, 2], cross_entropy)
    >>> f.dim, float(f(np.zeros(9)))
    (9, 1.098612)

    Raises
    ------
    ValueError
        If the data are not finite, X does not fit the network, or y does not fit the loss.
    """

    net: Network
    X: np.ndarray
    y: np.ndarray
    loss: Any

    def __post_init__(self):
        if isinstance(self.net, type) or not isinstance(self.net, Network):
            raise TypeError(f"Risk takes a network with layout, init, forward and backward; got {self.net!r}")
        if not callable(getattr(self.loss, "targets", None)):
            raise TypeError(f"Risk takes a loss of gdlib.nets, such as cross_entropy; got {self.loss!r}")
        X = examples("Risk", self.X)
        # One pass finds what does not fit, and the shape of the output; of sequences, which cost, for the first alone.
        Z, _ = self.net.forward(np.zeros(self.dim), X[:1] if X.ndim == 3 else X)
        settle(self, X=X, y=self.loss.targets(self.y, (len(X), *Z.shape[1:])))

    def __len__(self) -> int:
        return len(self.y)

    def __repr__(self) -> str:
        return f"Risk({self.net!r}, {len(self)} examples, {self.loss!r})"

    @property
    def dim(self) -> int:
        return self.net.layout.size

    def on(self, rows: Any) -> Risk:
        """The same network and loss on some rows; a slice gives views of the data."""
        return unchecked(Risk, net=self.net, X=cut(self.X, rows), y=cut(self.y, rows), loss=self.loss)

    def __call__(self, theta):
        return _each(self._value, theta)

    def grad(self, theta):
        return _each(self._slope, theta)

    def grads(self, theta: np.ndarray) -> np.ndarray:
        """∇f_i(θ) of each example alone, shape (n, p, *batch), one after another; none with batch normalisation."""
        return np.stack([self.on(slice(i, i + 1)).grad(theta) for i in range(len(self))])

    def _value(self, theta):
        return self.loss.value(self.net.forward(theta, self.X)[0], self.y)

    def _slope(self, theta):
        Z, tape = self.net.forward(theta, self.X)
        return self.net.backward(theta, tape, self.loss.slope(Z, self.y))[0]


def _each(function: Callable, theta: np.ndarray) -> np.ndarray:
    """A function of one θ (p,) for each member of (p, *batch), one after another: a network is a batch by itself."""
    theta = np.asarray(theta)
    if theta.ndim == 1:
        return function(theta)
    members = np.ascontiguousarray(theta.reshape(len(theta), -1).T)
    out = np.stack([function(member) for member in members], axis=-1)
    return out.reshape(*out.shape[:-1], *theta.shape[1:])
