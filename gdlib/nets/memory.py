"""How much of an error is left, step by step on its way back through time; no number of steps underflows.

The error is carried as an array of size 1 and the log₁₀ of its size, so that 1e-300 is 1e-300 and 1e-5000 is not 0.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdlib.nets.recurrent import Recurrent, State
from gdlib.nets.unrolled import Unrolled
from gdlib.sizes import decades, shrunk, together


def carried(net: Recurrent, theta: np.ndarray, tape: Unrolled, dh: np.ndarray) -> np.ndarray:
    """log₁₀ ‖v_t‖ for t = 0 … T, where v_t = v_{t+1} ∂s_{t+1}/∂s_t and v_T = dh (n, h): one error of the last step.

    s_t is the whole state, h_t and for an LSTM c_t, and ‖·‖ is over all n sequences, units and parts together.

    >>> from gdlib.nets import RNN, identity
    >>> net = RNN((1, 1, 1), identity)
    >>> theta = np.array([1.0, 1e-10, 0.0, 1.0, 0.0])  # U, W, b, V, c
    >>> log = carried(net, theta, net.forward(theta, np.ones((1, 500, 1)))[1], np.ones((1, 1)))
    >>> log[[0, 499, 500]].round(9).tolist()
    [-5000.0, -10.0, 0.0]
    """
    return _carried(net, theta, tape, dh, lambda error: together([decades(part) for part in error]))


def memory(net: Recurrent, theta: np.ndarray, x: np.ndarray) -> np.ndarray:
    """log₁₀ ‖∂h_T/∂s_t‖₂ for t = 0 … T and one sequence x (T, d): the largest factor of an error on its way back.

    >>> from gdlib.nets import LSTM, orthogonal
    >>> net, rng = LSTM((1, 8, 1)), np.random.default_rng(0)
    >>> log = memory(net, net.init(orthogonal, rng, forget=0.0), rng.normal(size=(60, 1)))
    >>> bool(log[-1] == 0), bool(-10 < log[0] < -5)
    (True, True)
    """
    _, tape = net.forward(theta, np.asarray(x)[None])
    return _carried(net, theta, tape, np.eye(net.widths[1]), _spectral)


def _carried(
    net: Recurrent, theta: np.ndarray, tape: Unrolled, dh: np.ndarray, size: Callable[[State], float]
) -> np.ndarray:
    """Step back from T to 0; before each step the error is brought to size 1 and its decades are set aside."""
    T, WT, dA = len(tape.X), net.turned(theta), np.empty((*net.gates, *np.shape(dh)))
    error = (dh, *(np.zeros_like(dh) for _ in tape.states[1:]))
    log, last = np.empty(T + 1), size(error)
    log[T] = last
    for t in reversed(range(T)):
        if not np.isfinite(last):  # 0 stays 0, and NaN stays NaN
            log[: t + 1] = last
            break
        error = net.back(WT, tape, t, tuple(shrunk(part, last) for part in error), dA)
        last = size(error)
        log[t] = log[t + 1] + last
    return log


def _spectral(error: State) -> float:
    """log₁₀ of the largest singular value of the rows of all parts, side by side."""
    whole = np.hstack(error)
    peak = np.abs(whole).max()
    return float(np.log10(np.linalg.norm(whole / peak, 2)) + np.log10(peak)) if 0 < peak < np.inf else decades(whole)
