"""A size at the two ends of its way: the error's way back, the signal's way forward.

Between the ends branches may be closed and scales may change; what arrives is what counts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.thresholds import VANISHED

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
    trip = _journey(flow, decades, len(flow), "back")
    return _by_the_trunk(flow, trip) if trip and decades is flow.log_error else trip


def _by_the_trunk(flow: Flow, trip: Journey) -> Journey:
    """The journey on to a place before its end that has a larger error: branches that start small lose theirs alone.

    That place has been left out because a norm follows, which takes its scale away; its error times the size of its
    signal is what it would be with a signal of size 1.
    """
    first = next((l for l, size in enumerate(flow.log_error) if not np.isnan(size)), None)
    if trip.ratio >= np.log10(VANISHED) or not flow.rescaled[first]:
        return trip
    start = flow.where.index(trip.start)
    kept = flow.log_error[first] + min(0.0, flow.log_forward[first]) - flow.log_error[start]
    return Journey(kept, "back", trip.start, flow.where[first], start - first) if kept >= np.log10(VANISHED) else trip


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
    first, last = at[int(decades[at[:few]].argmax())], at[-1]
    sizes = [decades[first], decades[at[-few:]].max()]
    if decades is flow.log_error and np.isfinite(flow.log_source[first]):
        sizes[1], last = flow.log_source[first], _nearest(flow, first)
    return _between(flow, sizes, (at[0], last), way)


def _nearest(flow: Flow, first: int) -> int:
    """The last place that has the error of which a place is told that it comes from."""
    return int(np.append(0, np.flatnonzero(flow.log_error == flow.log_source[first]))[-1])


def _between(flow: Flow, sizes: list, ends: tuple[int, int], way: str) -> Journey | None:
    """The journey from one end to the other; None where it sets out as 0, or infinite: nothing is then known of it."""
    if way == "back":
        sizes, ends = sizes[::-1], ends[::-1]
    if np.isinf(sizes[0]) and (sizes[0] < 0 or np.isinf(sizes[1])):
        return None
    return Journey(float(sizes[1] - sizes[0]), way, *(flow.where[l] for l in ends), abs(ends[1] - ends[0]))
