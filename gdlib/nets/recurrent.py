"""What all recurrent networks share: inputs of all steps in one product, a loop over time, and a linear read-out.

A kind of network adds its gates: how a state follows from the one before, and how an error goes one step back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from numbers import Integral
from typing import Any, ClassVar

import numpy as np

from gdlib.nets.initialisers import Initialiser
from gdlib.nets.layout import Layout
from gdlib.nets.sequences import sequences
from gdlib.nets.unrolled import Errors, Unrolled, rows

State = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Recurrent:
    """Inputs x_t (d,), a state of h units that starts at 0, and outputs z = h_T V + c, or z_t = h_t V + c every step.

    Parameters
    ----------
    widths : (d, h, m), inputs at a step, hidden units, outputs.
    every_step : whether there is an output at every step, Z (n, T, m), or at the last one alone, Z (n, m).
    truncation : the number of steps that an error of the output goes back, 1 … T; None for all of them.

    Raises
    ------
    ValueError
        For anything but three widths from 1, and for a truncation below 1 or, once T is known, above it.
    """

    widths: tuple[int, int, int]
    every_step: bool = field(default=False, kw_only=True)
    truncation: int | None = field(default=None, kw_only=True)
    gates: ClassVar[tuple[int, ...]] = ()

    def __post_init__(self):
        object.__setattr__(self, "widths", _widths(type(self).__name__, self.widths))
        k = self.truncation
        if k is not None and (isinstance(k, bool) or not isinstance(k, Integral) or k < 1):
            raise ValueError(f"truncation is a number of steps from 1, or None for the full gradient; got {k!r}")

    @cached_property
    def layout(self) -> Layout:
        """U (d, h), W (h, h), b (h,), each with an axis for the gates in front, and the read-out V (h, m), c (m,)."""
        d, h, m = self.widths
        k = self.gates
        return Layout({"U": (*k, d, h), "W": (*k, h, h), "b": (*k, h), **self._more(), "V": (h, m), "c": (m,)})

    def init(self, spread: Initialiser, rng: np.random.Generator, recurrent: Initialiser | None = None) -> np.ndarray:
        """A start θ (p,): U and V as ``spread`` draws them, W as ``recurrent`` does or else ``spread``, biases 0."""
        theta = np.zeros(self.layout.size)
        P = self.layout.views(theta)
        for name, draw in (("U", spread), ("W", recurrent or spread), ("V", spread)):
            for W in P[name].reshape(-1, *P[name].shape[-2:]):
                W[:] = draw(*W.shape, rng)
        return theta

    def forward(self, theta: np.ndarray, X: np.ndarray) -> tuple[np.ndarray, Unrolled]:
        """The output Z, (n, m) or (n, T, m), for n sequences X (n, T, d), and the tape that ``backward`` reads."""
        X = sequences(self, X)
        P = self.layout.views(theta)
        A = rows(X) @ P["U"]  # the inputs' share of all steps at once
        tape = self._unroll(P, X, A.reshape(*A.shape[:-2], *X.shape[:2], -1))
        read = tape.H[1:] if self.every_step else tape.H[-1]
        Z = read @ P["V"] + P["c"]
        return (Z.swapaxes(0, 1) if self.every_step else Z), tape

    def backward(self, theta: np.ndarray, tape: Unrolled, dZ: np.ndarray) -> tuple[np.ndarray, Errors]:
        """∂L/∂θ (p,) from dZ = ∂L/∂Z, shaped like Z, by back-propagation through time; and the errors on the way."""
        dZ = self._fitting(tape, dZ)
        P, dtheta = self.layout.views(theta), np.empty_like(theta)
        G = self.layout.views(dtheta)
        read = tape.H[1:] if self.every_step else tape.H[-1:]
        G["V"][:] = rows(read).T @ rows(dZ)
        G["c"][:] = rows(dZ).sum(axis=0)
        errors = self._through_time(self.turned(theta), tape, dZ @ P["V"].T)
        self._weights(G, tape, errors.dA)
        return dtheta, errors

    def _through_time(self, WT: np.ndarray, tape: Unrolled, dH: np.ndarray) -> Errors:
        """The errors of the steps T, T − 1, …, one after another; dH (1 or T, n, h) is what the outputs send."""
        T = len(tape.X)
        k = self.truncation or T
        if self.every_step and k < T:
            return self._side_by_side(WT, tape, dH)
        dA, state, error = self._room(tape), [None] * (T + 1), self._alone(tape, dH[-1])
        for t in reversed(range(T - k, T)):
            state[t + 1] = error
            error = self.back(WT, tape, t, error, dA[..., t, :, :])
            if self.every_step and t > 0:
                error = (error[0] + dH[t - 1], *error[1:])
        state[T - k] = error
        return Errors(dA, state)

    def _side_by_side(self, WT: np.ndarray, tape: Unrolled, dH: np.ndarray) -> Errors:
        """Every step's error goes ``truncation`` steps back by itself; all of them move together, a step a round."""
        T = len(tape.X)
        dA, error = self._room(tape), self._alone(tape, dH)
        for k in range(self.truncation):
            here = slice(0, T - k)
            more = np.empty_like(dA[..., here, :, :])
            error = tuple(part[1:] for part in self.back(WT, tape, here, error, more))
            dA[..., here, :, :] += more
        return Errors(dA, [None] * (T + 1))

    def _weights(self, G: dict[str, np.ndarray], tape: Unrolled, dA: np.ndarray) -> None:
        """∂L/∂U = Σ_t x_tᵀ δ_t, ∂L/∂W = Σ_t h_{t−1}ᵀ δ_t, ∂L/∂b = Σ_t δ_t: one product each for all steps."""
        G["U"][:] = rows(tape.X).T @ rows(dA)
        G["W"][:] = rows(tape.H[:-1]).T @ rows(dA)
        G["b"][:] = rows(dA).sum(axis=-2)

    def _room(self, tape: Unrolled) -> np.ndarray:
        """An array of 0 for ∂L/∂a_t of all steps."""
        return np.zeros((*self.gates, *tape.H[1:].shape), tape.H.dtype)

    def _alone(self, tape: Unrolled, dh: np.ndarray) -> State:
        """The error of a state of which only h is read."""
        return (dh, *(np.zeros_like(dh) for _ in tape.states[1:]))

    def _fitting(self, tape: Unrolled, dZ: np.ndarray) -> np.ndarray:
        """DZ with time first, (T, n, m) or (1, n, m), if it is shaped like Z."""
        T, n = tape.X.shape[:2]
        shape = (n, T, self.widths[2]) if self.every_step else (n, self.widths[2])
        if np.shape(dZ) != shape:
            raise ValueError(f"dZ is the gradient by the output, shape {shape}; got {np.shape(dZ)}")
        return np.swapaxes(dZ, 0, 1) if self.every_step else dZ[None]

    def turned(self, theta: np.ndarray) -> np.ndarray:
        """Wᵀ of each gate, laid out for the products of the way back."""
        return np.ascontiguousarray(self.layout.views(theta)["W"].swapaxes(-1, -2))

    def _more(self) -> dict[str, tuple[int, ...]]:
        """Parameters that one kind of network has and others have not."""
        return {}

    def _unroll(self, P: dict[str, np.ndarray], X: np.ndarray, A: np.ndarray) -> Unrolled:
        raise NotImplementedError

    def back(self, WT: np.ndarray, tape: Unrolled, t: Any, error: State, dA: np.ndarray) -> State:
        """∂L/∂s_t from ∂L/∂s_{t+1}: one step back, with ∂L/∂a_t written into dA; t may be a slice of steps."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join([repr(self.widths), *self._options()])})"

    def _options(self) -> list[str]:
        said = [f"every_step={self.every_step}"] * self.every_step
        return said + [f"truncation={self.truncation}"] * (self.truncation is not None)


def _widths(owner: str, widths: Any) -> tuple[int, int, int]:
    """Inputs, hidden units and outputs, each a whole number from 1."""
    widths = tuple(widths) if np.ndim(widths) == 1 else (widths,)
    if len(widths) != 3:
        raise ValueError(f"{owner} takes three widths, inputs, hidden, outputs, as in (2, 32, 1); got {widths}")
    if wrong := [m for m in widths if isinstance(m, bool) or not isinstance(m, Integral) or m < 1]:
        raise ValueError(f"{owner} takes 1 input, hidden unit and output or more; {widths} has a width of {wrong[0]!r}")
    return tuple(int(m) for m in widths)
