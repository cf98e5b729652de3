"""A size at the two ends of its way: the error's way back, the signal's way forward.

Between the ends branches may be closed and scales may change; what arrives is what counts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gdlib.diagnosis.flow import Flow

ENDS = 8  # one place in eight counts as an end, and its largest size speaks for it: a closed branch may be at 0


class Journey(NamedTuple):
    """What arrives as a share of what set out, in decades; from where to where, and over how many places."""

    ratio: float
    way: str
    start: str
    end: str
    places: int


def backward(flow: Flow, decades: np.ndarray) -> Journey | None:
    """From the loss to the input; None where fewer than two places were measured."""
    return _journey(flow, decades, len(flow), "back")


def forward(flow: Flow, decades: np.ndarray) -> Journey | None:
    """From the input to the last hidden layer: the output is as large as its targets want it, which tells nothing."""
    return _journey(flow, decades, len(flow) - (flow.along == "layer"), "forward")


def journeys(flow: Flow) -> dict[str, Journey]:
    """Error and signal, as far as they were measured."""
    trips = {"error": backward(flow, flow.log_error), "signal": forward(flow, flow.log_forward)}
    return {name: trip for name, trip in trips.items() if trip}


def _journey(flow: Flow, decades: np.ndarray, until: int, way: str) -> Journey | None:
    """Between the first and the last measured places whose scale means something."""
    at = [l for l in range(until) if not np.isnan(decades[l]) and not flow.rescaled[l]]
    if len(at) < 2:
        return None
    few = max(1, len(at) // ENDS)
    sizes, ends = [decades[at[:few]].max(), decades[at[-few:]].max()], [flow.where[at[0]], flow.where[at[-1]]]
    if way == "back":
        sizes, ends = sizes[::-1], ends[::-1]
    if np.isinf(sizes).all():
        return None  # 0 for 0 or infinite for infinite: nothing is known of their ratio
    return Journey(float(sizes[1] - sizes[0]), way, *ends, at[-1] - at[0])
