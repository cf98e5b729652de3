"""What a pass through time leaves behind: states and gates on the way forward, and the errors on the way back.

Time comes first in every array, and n sequences are side by side: ``H[t]`` is the batch at step t, (n, h).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Unrolled(NamedTuple):
    """The forward pass over T steps: inputs X (T, n, d), and states H (T + 1, n, h), where H[0] = 0 is the start.

    Step t of 0 … T − 1 reads X[t] and the state t, and makes the state t + 1.  ``gates`` (k, T, n, h) holds f, i, o, g
    of an LSTM and z, r, h̃ of a GRU; ``C`` (T + 1, n, h) the cells of an LSTM, and ``kept`` (T, n, h) what else its
    backward pass would compute again: tanh c, or h W_h of a GRU.
    """

    X: np.ndarray
    H: np.ndarray
    gates: np.ndarray | None = None
    C: np.ndarray | None = None
    kept: np.ndarray | None = None

    @property
    def states(self) -> tuple[np.ndarray, ...]:
        """The parts of the state: (H,), and (H, C) for an LSTM."""
        return (self.H,) if self.C is None else (self.H, self.C)


class Errors(NamedTuple):
    """The backward pass: ``state[t]`` = ∂L/∂s_t for t = 0 … T, a tuple with an array (n, h) for each part of s_t.

    ∂L/∂c_t of an LSTM goes the cell's way alone: h_t is a part of its own.  None at steps that no error reaches (the
    truncation), and at all steps where errors of every step went back together, each for as long as it may.
    ``dA`` (…, T, n, h) is ∂L/∂a_t, the errors in front of φ, σ and tanh, which make the gradients of all weights.
    """

    dA: np.ndarray
    state: list[tuple[np.ndarray, ...] | None]


def rows(a: np.ndarray) -> np.ndarray:
    """(…, T, n, m) as (…, T n, m): steps and examples are alike to a matrix product."""
    return a.reshape(*a.shape[:-3], -1, a.shape[-1])
