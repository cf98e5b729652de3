"""The flow through a network of ``gdlib.nets``, read off the forward and backward pass that it makes anyway.

Place l is Z_l, what layer l computes before its activation, and its error is δ_l; the last one is the output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gdlib.diagnosis.closed import ASIDE, dead_share, has_zeros, unknown_where_closed
from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.intime import FLAT, flow_in_time
from gdlib.nets import Recurrent
from gdlib.sizes import decades

if TYPE_CHECKING:
    from gdlib.empirical import Risk

FEWEST = 16  # examples from which on a unit that is 0 for all of them may be called dead


def flow_of(f: Risk, theta: np.ndarray, step: Any = None) -> Flow:
    """The Flow of ``Risk(net, X, y, loss)`` at θ (p,): along the layers of an MLP, along the steps of an RNN or LSTM.

    ``step`` is the point after one update, (p,): with it the update-to-weight sizes of layers are measured.

    >>> from gdlib.empirical import Risk
    >>> from gdlib.nets import MLP, identity, squared
    >>> f = Risk(MLP((1, 1, 1), identity), [[1.0]], [[0.0]], squared)
    >>> flow = flow_of(f, np.array([2.0, 0.0, 3.0, 0.0]))  # h = 2, z = 6, L = ½ 6²
    >>> flow.forward.round(12).tolist(), flow.error.round(12).tolist()
    ([2.0, 6.0], [18.0, 6.0])
    """
    theta = np.asarray(theta, dtype=float)
    if isinstance(f.net, Recurrent):
        return flow_in_time(f, theta)
    with np.errstate(all="ignore"):
        flow = _measured(f, theta, step)
        return unknown_where_closed(flow, _measured(f, _opened(f, theta))) if has_zeros(flow) else flow


def _opened(f: Risk, theta: np.ndarray) -> np.ndarray:
    """θ with every array that is 0 in full, and has a gradient, moved against that gradient."""
    moved, G = theta.copy(), f.net.layout.views(f.grad(theta))
    for name, p in f.net.layout.views(moved).items():
        if not p.any() and G[name].any():
            p -= ASIDE * G[name] / 10 ** decades(G[name], mean=True)
    return moved


def _measured(f: Risk, theta: np.ndarray, step: Any = None) -> Flow:
    """What one forward and one backward pass show."""
    Z, tape = f.net.forward(theta, f.X)
    dtheta, signals = f.net.backward(theta, tape, f.loss.slope(Z, f.y))
    P, G = f.net.layout.views(theta), f.net.layout.views(dtheta)
    layers = range(1, len(tape.Z))
    W = [f"W{l}" for l in layers]
    measured = {
        "log_forward": [decades(tape.Z[l], mean=True) for l in layers],
        "log_spread": [decades(tape.Z[l] - tape.Z[l].mean(axis=0), mean=True) for l in layers],
        "log_error": [decades(signals.delta[l]) for l in layers],
        "log_weight": [decades(G[name]) for name in W],
        "nonfinite": [(~np.isfinite(tape.Z[l])).sum() + (~np.isfinite(signals.delta[l])).sum() for l in layers],
    }
    if f.net.normalisation is not None:
        measured["rescaled"] = [l < f.net.depth for l in layers]
    if step is not None:
        moved = f.net.layout.views(np.asarray(step, dtype=float) - theta)
        measured["log_update"] = [decades(moved[name]) - decades(P[name]) for name in W]
    return Flow.of("layer", W, **measured, **_shares(f.net, tape))


def _shares(net: Any, tape: Any) -> dict:
    """The dead and the saturated share of each hidden layer; NaN for the last, which has no activation."""
    name, hidden = net.activation.name, tape.H[1:-1]
    if name == "relu" and len(tape.H[0]) >= FEWEST:
        return {"dead": [*(dead_share((H != 0).sum(axis=0)) for H in hidden), np.nan]}
    if name in FLAT:
        return {"saturated": [*(np.mean(FLAT[name](H)) for H in hidden), np.nan]}
    return {}
