"""The simple recurrent network, h_t = φ(x_t U + h_{t−1} W + b), and the ways to start it.

With φ the identity it is a linear system, whose gradient through time is a power of Wᵀ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlib.nets.activations import Activation, relu, tanh
from gdlib.nets.initialisers import Initialiser, eye
from gdlib.nets.recurrent import Recurrent, State
from gdlib.nets.unrolled import Unrolled


@dataclass(frozen=True, repr=False)
class RNN(Recurrent):
    """h_t = φ(x_t U + h_{t−1} W + b),  z = h_T V + c.  Elman 1990.

    >>> net = RNN((2, 3, 1))
    >>> net, net.layout.size
    (RNN((2, 3, 1), tanh), 22)
    >>> theta = net.init(eye, np.random.default_rng(0))
    >>> Z, tape = net.forward(theta, np.zeros((5, 7, 2)))
    >>> Z.shape, tape.H.shape
    ((5, 1), (8, 5, 3))
    """

    activation: Activation = tanh

    def __post_init__(self):
        super().__post_init__()
        if not isinstance(self.activation, Activation):
            raise TypeError(f"an RNN takes an activation of gdlib.nets, such as tanh; got {self.activation!r}")

    def _unroll(self, P: dict[str, np.ndarray], X: np.ndarray, A: np.ndarray) -> Unrolled:
        H, phi = np.zeros((len(A) + 1, *A.shape[1:]), A.dtype), self.activation.phi
        for t in range(len(A)):
            H[t + 1] = phi(A[t] + H[t] @ P["W"] + P["b"])
        return Unrolled(X, H)

    def back(self, WT: np.ndarray, tape: Unrolled, t: Any, error: State, dA: np.ndarray) -> State:
        """δ = ∂L/∂h_{t+1} ⊙ φ′,  ∂L/∂h_t = δ Wᵀ."""
        (dh,), h = error, tape.H[1:][t]
        np.multiply(dh, self.activation.slope(h), out=dA)
        return (dA @ WT,)

    def _options(self) -> list[str]:
        return [repr(self.activation), *super()._options()]


@dataclass(frozen=True, repr=False)
class IRNN(RNN):
    """An RNN of rectified units that starts as a sum: W = I, biases 0.  Le, Jaitly & Hinton 2015.

    Theirs draws all other weights from N(0, 0.001²): ``net.init(normal(0.001), rng)``.

    >>> net = IRNN((1, 2, 1))
    >>> net.layout.views(net.init(eye, np.random.default_rng(0)))["W"].tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """

    activation: Activation = relu

    def init(self, spread: Initialiser, rng: np.random.Generator, recurrent: Initialiser | None = None) -> np.ndarray:
        """A start θ (p,): U and V as ``spread`` draws them, W = I unless ``recurrent`` says otherwise, biases 0."""
        return super().init(spread, rng, recurrent or eye)
