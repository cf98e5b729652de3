"""The flow through a recurrent network of ``gdlib.nets``, along its time steps; the same sizes as for torch's.

Place t is the state after step t.  One error is followed, that of the last step: those that the loss makes at earlier
steps would hide what is lost on the way, and stand beside it as the total.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.thresholds import EDGE
from gdlib.nets import RNN, Recurrent, carried
from gdlib.sizes import decades, together

if TYPE_CHECKING:
    from gdlib.empirical import Risk

FLAT = {"sigmoid": lambda h: np.abs(2 * h - 1) > EDGE, "tanh": lambda h: np.abs(h) > EDGE}


def flow_in_time(f: Risk, theta: np.ndarray) -> Flow:
    """The Flow of ``Risk(net, X, y, loss)`` at θ (p,) along the steps 1 … T, whatever the network's truncation.

    >>> from gdlib.empirical import Risk
    >>> from gdlib.nets import identity, squared
    >>> f = Risk(RNN((1, 1, 1), identity), np.zeros((1, 400, 1)), [-1.0], squared)
    >>> flow = flow_in_time(f, np.array([1.0, 0.1, 0.0, 1.0, 0.0]))  # h = 0, ∂L/∂h_T = 1, and 0.1 a step
    >>> flow, flow.log_error[0].round(9)
    (Flow along 400 time steps: error 1.00e-399 at 1 to 1.00 at 400, np.float64(-399.0))

    Raises
    ------
    ValueError
        For sequences of a single step, which have no way through time.
    """
    net: Recurrent = replace(f.net, truncation=None)
    if (T := f.X.shape[1]) < 2:
        raise ValueError(f"a Flow along time needs sequences of 2 steps or more; these have {T}")
    with np.errstate(all="ignore"):
        Z, tape = net.forward(theta, f.X)
        dZ = f.loss.slope(Z, f.y)
        state = net.backward(theta, tape, dZ)[1].state[1:]
        last = dZ[:, -1] if net.every_step else dZ
        return Flow.of(
            "time step",
            range(1, T + 1),
            log_forward=[decades(H, mean=True) for H in tape.H[1:]],
            log_spread=[decades(H - H.mean(axis=0), mean=True) for H in tape.H[1:]],
            log_error=carried(net, theta, tape, last @ net.layout.views(theta)["V"].T)[1:],
            log_total=[together([decades(part) for part in parts]) for parts in state],
            nonfinite=[sum((~np.isfinite(S[t + 1])).sum() for S in tape.states) for t in range(T)],
            **_saturated(net, tape),
        )


def _saturated(net: Recurrent, tape: Any) -> dict[str, np.ndarray]:
    """The share of states that are flat; of gates that of the least flat: one flat gate is how a cell remembers."""
    if tape.gates is not None:  # the last is a tanh, the others are σ
        shares = [*(FLAT["sigmoid"](gate) for gate in tape.gates[:-1]), FLAT["tanh"](tape.gates[-1])]
        return {"saturated": np.min([flat.mean(axis=(1, 2)) for flat in shares], axis=0)}
    if isinstance(net, RNN) and net.activation.name in FLAT:
        return {"saturated": FLAT[net.activation.name](tape.H[1:]).mean(axis=(1, 2))}
    return {}
