"""What is left of an error after many steps: along the cell of an LSTM, by Pascanu's bound, and in powers of a matrix.

Sizes that shrink or grow from step to step are given in decades, the log₁₀, so that none of them underflows.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from gdlib.sizes import decades, shrunk
from gdlib.theory.asked import Number, plain


class Growth(NamedTuple):
    """The largest ‖W^k‖ and the k that has it."""

    norm: float
    power: int


def cell_share(bias: Number, steps: Number) -> Number:
    """σ(b)^k, what k steps leave of an error on the direct path c_k → c_0, where the gates see their biases alone.

    >>> cell_share([0.0, 5.0], 10).round(6).tolist()
    [0.000977, 0.935052]
    >>> cell_share(1.0, 64)
    1.96e-09
    """
    return plain(np.exp(-_count(steps) * np.logaddexp(0, -np.asarray(bias, dtype=float))))


def cell_half_life(bias: Number) -> Number:
    """Ln ½ / ln σ(b): after how many steps half is left on the direct path of a cell.

    >>> cell_half_life([0.0, 1.0, 5.0]).round(3).tolist()
    [1.0, 2.213, 103.218]
    """
    return plain(np.log(2) / np.logaddexp(0, -np.asarray(bias, dtype=float)))


def chrono_bias(T: Number) -> Number:
    """ln(T − 1), the forget bias with σ(b) = 1 − 1/T, whose share after T steps is about 1/e.  Tallec & Ollivier 2018.

    >>> cell_share(chrono_bias(100), 100)
    0.366032
    """
    T = plain(T)
    if not np.all(np.greater_equal(T, 2)):
        raise ValueError(f"chrono_bias takes the longest lag T, 2 steps or more; got {T}")
    return plain(np.log(np.subtract(T, 1)))


def cell_at_rest(forget: Number, steps: Number, eigenvalue: Number = 1.0, admit: Number = 0.0) -> Number:
    """K log₁₀ |σ(b_f) + ½ σ(b_i) λ|: what k steps leave of an error where h = c = 0, by both paths of an LSTM.

    λ is an eigenvalue of W_g, and of modulus 1 if that is orthogonal; ½ is the output gate.  Above 0 the state cannot
    stay at rest.  Inputs drive gates and tanh away from there, and then more or less is left.

    >>> cell_at_rest([0.0, 1.0], 64).round(2).tolist()
    [-8.0, -0.53]
    """
    factor = cell_share(forget, 1) + 0.5 * cell_share(admit, 1) * np.asarray(eigenvalue)
    with np.errstate(divide="ignore"):
        return plain(_count(steps) * np.log10(np.abs(factor)))


def jacobian_bound(W: np.ndarray, steps: Number, slope: float = 1.0) -> Number:
    """K log₁₀(γ σ_max(W)) ≥ log₁₀ ‖∂h_{t+k}/∂h_t‖, for h = φ(x U + h W) with |φ′| ≤ γ = ``slope``.

    Below 0, so that σ_max(W) < 1/γ, it is enough for vanishing; above 0 is needed for exploding, and not enough.
    γ is 1 for tanh and ¼ for sigmoid.  Pascanu, Mikolov & Bengio 2013, section 2.1.

    >>> jacobian_bound(0.5 * np.eye(3), 1000)
    -301.029996
    """
    if not slope > 0:
        raise ValueError(f"the largest slope of an activation is above 0; got {slope!r}")
    with np.errstate(divide="ignore"):
        return plain(_count(steps) * np.log10(slope * np.linalg.norm(_square(W), 2)))


def power_sizes(W: np.ndarray, steps: int) -> np.ndarray:
    """log₁₀ ‖W^k‖₂ for k = 0 … ``steps``, shape (steps + 1,): the gradient of a linear network through time.

    >>> power_sizes([[0.0, 2.0], [0.0, 0.0]], 3).tolist()
    [0.0, 0.30103, -inf, -inf]
    """
    W = _square(W)
    power, scale, log = np.eye(len(W)), 0.0, [0.0]
    for _ in range(int(_count(steps))):
        power = power @ W  # of size 1 before, with 10^scale taken out
        size = decades(power)
        power, scale = (shrunk(power, size), scale + size) if np.isfinite(size) else (power, size)
        log.append(scale + np.log10(np.linalg.norm(power, 2)) if np.isfinite(scale) else scale)
    return np.array(log)


def transient_growth(W: np.ndarray, steps: int = 1000) -> Growth:
    """max_k ‖W^k‖₂ for k = 0 … ``steps``: above 1 even where all |λ| < 1, if W is far from normal.

    >>> transient_growth([[0.9, 5.0], [0.0, 0.9]])
    Growth(norm=19.37877, power=9)
    """
    log = power_sizes(W, steps)
    power = int(np.argmax(log))
    return Growth(float(10 ** log[power]), power)


def _count(steps: Any) -> np.ndarray:
    steps = np.asarray(steps, dtype=float)
    if not np.all(steps >= 0):
        raise ValueError(f"a number of steps is 0 or more; got {plain(steps)}")
    return steps


def _square(W: Any) -> np.ndarray:
    W = np.asarray(W, dtype=float)
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError(f"a recurrent matrix is square, (h, h); got shape {W.shape}")
    return W
