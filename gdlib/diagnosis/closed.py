"""Zeros that are no illness: units that are seldom active, and errors behind weights that start at 0.

A batch is a sample: a unit that is 0 in all of it may well be active elsewhere.  Weights that start at 0 let no error
pass, and the first update moves them, if they have a gradient of their own.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from gdlib.diagnosis.flow import Flow

ASIDE = 0.1  # root mean square by which such weights are moved; what counts is whether anything passes, not how much


def dead_share(active: np.ndarray) -> float:
    """The share of units that are never active, from the number of examples at which each of them was (units,).

    How many live units a sample has missed is told by those it has seen once and twice, f₁ and f₂: about
    f₁ (f₁ − 1) / 2 (f₂ + 1).  Chao 1984, for species that an expedition did not meet; here in its bias-corrected form.

    >>> dead_share(np.array([0] * 9 + [31])), dead_share(np.array([0, 0, 1, 0, 1, 0, 0, 1, 0, 2]))
    (0.9, 0.45)
    """
    never, once, twice = (int((active == times).sum()) for times in (0, 1, 2))
    return max(0.0, never - once * (once - 1) / (2 * (twice + 1))) / len(active)


def has_zeros(flow: Flow | None) -> bool:
    """Whether an error, or what tells the examples apart, is 0 at some places of a finite flow and not at all."""
    if flow is None or flow.nonfinite.any():
        return False
    return any(np.isneginf(log).any() and np.isfinite(log).any() for log in (flow.log_error, flow.log_spread))


def unknown_where_closed(flow: Flow, opened: Flow | None = None) -> Flow:
    """The flow with NaN for errors and spreads that are 0 in it and not in ``opened``, the same with weights moved.

    Without ``opened``, where nobody can look, for all that are 0.
    """
    if opened is not None and flow.where != opened.where:
        return flow
    error, spread = (
        np.isneginf(getattr(flow, size)) & (opened is None or np.isfinite(getattr(opened, size)))
        for size in ("log_error", "log_spread")
    )
    return dataclasses.replace(
        flow,
        log_error=np.where(error, np.nan, flow.log_error),
        log_spread=np.where(spread, np.nan, flow.log_spread),
        closed=flow.closed | error | spread,
    )
