"""A network of layers, H_l = φ(H_{l−1} W_l + b_l), with back-propagation written out by hand.

It holds no parameters: a network is a shape, θ is one flat vector, and rows of X are examples.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from numbers import Integral
from typing import Any

import numpy as np

from gdlib.nets.activations import Activation, tanh
from gdlib.nets.initialisers import Initialiser, drawn
from gdlib.nets.layout import Layout
from gdlib.nets.normalisation import Moments, Normalisation
from gdlib.nets.tape import Signals, Tape, side_by_side


@dataclass(frozen=True)
class MLP:
    """Z_l = H_{l−1} W_l + b_l,  H_l = φ(Z_l) for l = 1 … L − 1, and the last layer is linear: its output is Z_L.

    Parameters
    ----------
    widths : inputs, the hidden layers, outputs; (64, 30, 10) has L = 2 layers of weights.
    normalisation : ``batch_norm`` or ``layer_norm``: H_l = φ(gain_l ⊙ Ẑ_l + shift_l), and shift_l takes b_l's place.
    residual : with (a, b), and with (1, 1) for True, hidden layers as wide as the one before them add to it what
        they compute: Z_l = a Z_{l−1} + b (H_{l−1} W_l + b_l), l > 1.  He, Zhang, Ren & Sun 2016, identity mappings.

    Examples
    --------
    >>> from gdlib.nets import glorot_normal
    >>> net = MLP((2, 3, 1), tanh)
    >>> net
    MLP((2, 3, 1), tanh)
    >>> theta = net.init(glorot_normal, np.random.default_rng(0))
    >>> Z, tape = net.forward(theta, np.zeros((5, 2)))
    >>> dtheta, signals = net.backward(theta, tape, np.ones((5, 1)))
    >>> theta.shape, Z.shape, dtheta.shape, float(net.layout.views(dtheta)["b2"][0])
    ((13,), (5, 1), (13,), 5.0)

    Raises
    ------
    ValueError
        For fewer than two widths, a width below 1, or skips where no two hidden layers are equally wide.
    """

    widths: tuple[int, ...]
    activation: Activation = tanh
    normalisation: Normalisation | None = None
    residual: bool | tuple[float, float] = False
    moments: tuple[Moments, ...] | None = field(default=None, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "widths", _widths(self.widths))
        if not isinstance(self.activation, Activation):
            raise TypeError(f"MLP takes an activation of gdlib.nets, such as relu; got {self.activation!r}")
        if not isinstance(self.normalisation, Normalisation | None):
            raise TypeError(f"MLP takes batch_norm, layer_norm or None to normalise; got {self.normalisation!r}")
        if not (isinstance(self.residual, bool) or np.shape(self.residual) == (2,)):
            raise ValueError(f"residual is False, True, or (a, b) for Z_l = a Z_(l−1) + b (…); got {self.residual!r}")
        if self.residual and not self.skips:
            raise ValueError(f"residual adds a hidden layer to one of its own width; {self.widths} has no such pair")

    @property
    def depth(self) -> int:
        """L, the number of layers of weights."""
        return len(self.widths) - 1

    @cached_property
    def skips(self) -> dict[int, tuple[float, float]]:
        """(a, b) of each layer l that has Z_l = a Z_{l−1} + b (H_{l−1} W_l + b_l)."""
        if not self.residual:
            return {}
        a, b = (1, 1) if self.residual is True else self.residual
        return {l: (a, b) for l in range(2, self.depth) if self.widths[l] == self.widths[l - 1]}

    @cached_property
    def layout(self) -> Layout:
        """W_l (m_{l−1}, m_l) and b_l (m_l,); gain_l and shift_l (m_l,) in b_l's place where layer l is normalised."""
        shapes = {}
        for l in range(1, self.depth + 1):
            n, m = self.widths[l - 1 : l + 1]
            shapes[f"W{l}"] = (n, m)
            normalised = self.normalisation and l < self.depth
            shapes |= {f"gain{l}": (m,), f"shift{l}": (m,)} if normalised else {f"b{l}": (m,)}
        return Layout(shapes)

    def init(self, spread: Initialiser, rng: np.random.Generator, bias: Initialiser | None = None) -> np.ndarray:
        """A start θ (p,): W_l as ``spread`` draws it, gains 1, shifts 0, biases 0 or a row of what ``bias`` draws."""
        theta = np.zeros(self.layout.size)
        P = self.layout.views(theta)
        for l in range(1, self.depth + 1):
            n, m = self.widths[l - 1 : l + 1]
            P[f"W{l}"][:] = drawn(spread, n, m, rng)
            if f"gain{l}" in P:
                P[f"gain{l}"][:] = 1
            elif bias is not None:
                P[f"b{l}"][:] = drawn(bias, n, m, rng)[0]
        return theta

    def forward(self, theta: np.ndarray, X: np.ndarray) -> tuple[np.ndarray, Tape]:
        """The output Z_L (n, m_L) for X (n, m_0), and the tape that ``backward`` reads."""
        if np.ndim(X) != 2 or np.shape(X)[1] != self.widths[0]:
            raise ValueError(f"{self} takes X of shape (n, {self.widths[0]}), one example a row; got {np.shape(X)}")
        P, L = self.layout.views(theta), self.depth
        room = side_by_side(len(X), self.widths[1:L] * 2, np.result_type(theta, X))
        Z, H, hat = [X, *room[: L - 1]], [X, *room[L - 1 :]], [None]
        for l in range(1, L):
            np.matmul(H[l - 1], P[f"W{l}"], out=Z[l])
            if f"b{l}" in P:
                Z[l] += P[f"b{l}"]
            if l in self.skips:
                a, b = self.skips[l]
                np.add(a * Z[l - 1], b * Z[l], out=Z[l])
            H[l][:], hat_l = self._activate(l, P, Z[l])
            hat.append(hat_l)
        Z_L = H[L - 1] @ P[f"W{L}"] + P[f"b{L}"]
        return Z_L, Tape([*Z, Z_L], [*H, Z_L], [*hat, None])

    def backward(self, theta: np.ndarray, tape: Tape, dZ: np.ndarray) -> tuple[np.ndarray, Signals]:
        """∂L/∂θ (p,) from dZ = ∂L/∂Z_L (n, m_L), and the errors of every layer on the way."""
        if np.shape(dZ) != tape.Z[-1].shape:
            raise ValueError(f"dZ is the gradient by the output, shape {tape.Z[-1].shape}; got {np.shape(dZ)}")
        P, dtheta, L = self.layout.views(theta), np.empty_like(theta), self.depth
        G, delta = self.layout.views(dtheta), [None] * L + [dZ]
        for l in range(L, 0, -1):
            a, b = self.skips.get(l, (0, 1))
            dZ = delta[l] if b == 1 else b * delta[l]
            np.matmul(tape.H[l - 1].T, dZ, out=G[f"W{l}"])
            if f"b{l}" in G:
                G[f"b{l}"][:] = dZ.sum(axis=0)
            delta[l - 1] = self._activate_backward(l - 1, P, G, tape, dZ @ P[f"W{l}"].T)
            if l in self.skips:
                delta[l - 1] += a * delta[l]
        return dtheta, Signals(delta, lambda l: self.skips.get(l, (0, 1))[1] * delta[l] @ P[f"W{l}"].T)

    def _activate(self, l, P, Z):
        """H_l = φ(Z_l), or φ(gain_l ⊙ Ẑ_l + shift_l) with what its backward pass needs."""
        if self.normalisation is None:
            return self.activation.phi(Z), None
        Zhat, scale = self.normalisation.forward(Z, self.moments and self.moments[l - 1])
        return self.activation.phi(P[f"gain{l}"] * Zhat + P[f"shift{l}"]), (Zhat, scale)

    def _activate_backward(self, l, P, G, tape, dH):
        """∂L/∂Z_l in place of ∂L/∂H_l; writes the gradients of gain and shift on the way."""
        if l == 0:
            return dH
        dS = np.multiply(dH, self.activation.slope(tape.H[l]), out=dH)
        if self.normalisation is None:
            return dS
        Zhat, scale = tape.hat[l]
        G[f"gain{l}"][:] = (dS * Zhat).sum(axis=0)
        G[f"shift{l}"][:] = dS.sum(axis=0)
        return self.normalisation.backward(Zhat, scale, dS * P[f"gain{l}"])

    def statistics(self, theta: np.ndarray, X: np.ndarray) -> tuple[Moments, ...]:
        """Mean and unbiased variance of Z_l over the examples X, l = 1 … L − 1: what ``at`` and ``running`` take.

        Ioffe & Szegedy 2015, algorithm 2, line 10.
        """
        hidden = self.forward(theta, X)[1].Z[1:-1]
        return tuple(Moments(Z.mean(axis=0), Z.var(axis=0, ddof=1)) for Z in hidden)

    def at(self, moments: tuple[Moments, ...]) -> MLP:
        """The same network with the moments of its batch normalisation fixed: an example no longer sees the others."""
        if self.normalisation is None or self.normalisation.axis != 0:
            raise ValueError(f"only batch normalisation has moments to fix, and {self} has none")
        if len(moments) != self.depth - 1:
            raise ValueError(f"{self} has {self.depth - 1} hidden layer(s), and moments for {len(moments)} were given")
        return replace(self, moments=tuple(moments))

    def __repr__(self) -> str:
        parts = [repr(self.widths), repr(self.activation)]
        parts += [f"normalisation={self.normalisation}"] * (self.normalisation is not None)
        parts += [f"residual={self.residual}"] * bool(self.residual)
        return f"MLP({', '.join(parts)}){'.at(moments)' if self.moments else ''}"


def _widths(widths: Any) -> tuple[int, ...]:
    """At least inputs and outputs, each a whole number from 1."""
    widths = tuple(widths) if np.ndim(widths) == 1 else (widths,)
    if len(widths) < 2:
        raise ValueError(f"MLP takes widths from inputs to outputs, such as (64, 30, 10); got {widths}")
    if wrong := [m for m in widths if isinstance(m, bool) or not isinstance(m, Integral) or m < 1]:
        raise ValueError(f"every layer of an MLP has 1 unit or more; {widths} has a width of {wrong[0]!r}")
    return tuple(int(m) for m in widths)
