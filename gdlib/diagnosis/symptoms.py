"""The symptoms, one function each: what a Flow must show to be called so, and the sentence that says it.

Signal, error and update are judged each by itself: weight gradients, the product of the first two, can look the same
in every layer while both shrink together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gdlib.diagnosis import thresholds
from gdlib.diagnosis.flow import Flow, spelled
from gdlib.diagnosis.journey import Journey, backward, forward, journeys

SPREAD = "signal's spread over the examples"


@dataclass(frozen=True)
class Finding:
    """One illness: its name, the measurement that shows it, and a sentence with the numbers."""

    verdict: str
    measurement: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def nonfinite(flow: Flow) -> Iterator[Finding]:
    """NaN or infinity anywhere: first met on the way forward, or else on the way back."""
    at = np.flatnonzero(flow.nonfinite)
    if not len(at):
        return
    ahead = [l for l in at if np.isnan(flow.log_forward[l]) or np.isposinf(flow.log_forward[l])]
    first, name, way = (ahead[0], "signal", "forward") if ahead else (at[-1], "error", "back")
    where = f"at {flow.where[first]}"
    if ahead and flow.received[first]:
        where = f"between {flow.where[first - 1]} and {flow.where[first]}" if first else f"before {flow.where[0]}"
    yield Finding(
        "non-finite",
        name,
        f"Non-finite: the {name} first holds NaN or infinity {where} on its way {way}, "
        f"and {flow.nonfinite.sum()} such numbers stand in {len(at)} of {len(flow)} {flow.along}s.",
    )


def lost_loss(flow: Flow, loss: float) -> Iterator[Finding]:
    """A loss that is NaN or infinite though every signal is finite: not the model makes it so."""
    signal = flow.log_forward
    if not math.isfinite(loss) and not (np.isnan(signal) | np.isposinf(signal))[flow.nonfinite > 0].any():
        kind = "NaN" if math.isnan(loss) else "infinite"
        yield Finding(
            "non-finite",
            "loss",
            f"Non-finite: the loss is {kind} though every signal is finite; look at the targets and at the loss.",
        )


def exploding(flow: Flow) -> Iterator[Finding]:
    """The error on its way back, or the signal on its way forward, is more than ``EXPLODED`` times as large."""
    for name, trip in (("error", backward(flow, flow.log_error)), ("signal", forward(flow, flow.log_forward))):
        if trip and trip.ratio > np.log10(thresholds.EXPLODED):
            yield Finding("exploding", name, f"Exploding: the {name} grows to {_told(flow, trip)}.")


def dead(flow: Flow) -> Iterator[Finding]:
    """A hidden layer of which ``DEAD`` and more of the units are 0 for every example."""
    for l in _hidden(flow, flow.dead, thresholds.DEAD):
        yield _dead(flow, l)


def _dead(flow: Flow, l: int) -> Finding:
    told = f"Dead: {flow.dead[l]:.0%} of the units behind {flow.where[l]} are 0 for every example, "
    return Finding("dead", "dead share", f"{told}so that no error passes back through them.")


def saturated(flow: Flow) -> Iterator[Finding]:
    """A hidden layer, or a time step, with ``SATURATED`` and more of its values on the flat part."""
    for l in _hidden(flow, flow.saturated, thresholds.SATURATED):
        yield Finding(
            "saturated",
            "saturated share",
            f"Saturated: {flow.saturated[l]:.0%} of the values behind {flow.where[l]} lie where their activation is "
            "flat, and pass back less than 4 % of the error.",
        )


def cut(flow: Flow) -> Iterator[Finding]:
    """Layers that want an error and get none, because what they computed was detached on its way to the loss."""
    at = np.flatnonzero(flow.cut)
    if len(at):
        first, last = flow.where[at[0]], flow.where[at[-1]]
        layers = first if len(at) == 1 else f"{len(at)} layers from {first} to {last}"
        yield Finding(
            "cut off",
            "error",
            f"Cut off: no error comes back to {layers}, because what is computed there is detached from the graph "
            "on its way to the loss; freeze the parameters if that is meant.",
        )


def vanishing(flow: Flow) -> Iterator[Finding]:
    """The error on its way back, or what tells the examples apart on its way forward, falls below ``VANISHED``.

    Along time it is no illness while the loss reads the early steps as well: they learn from errors of their own.
    """
    limit = np.log10(thresholds.VANISHED)
    back, ahead = backward(flow, flow.log_error), forward(flow, flow.log_spread) if flow.along == "layer" else None
    total = backward(flow, flow.log_total)
    if back and back.ratio < limit and not (total and total.ratio >= limit):
        yield Finding("vanishing", "error", f"Vanishing: the error falls to {_told(flow, back)}{_notes(flow, ahead)}.")
    if ahead and ahead.ratio < limit:
        yield Finding("vanishing", "spread", f"Vanishing: the {SPREAD} falls to {_told(flow, ahead)}.")


def huge(flow: Flow) -> Iterator[Finding]:
    """One update moves the middle layer by more than ``HUGE`` of its size."""
    update = flow.log_update[~np.isnan(flow.log_update)]
    if len(update) and np.median(update) > np.log10(thresholds.HUGE):
        l = int(np.nanargmax(flow.log_update))
        yield Finding(
            "huge updates",
            "update",
            f"Huge updates: one update moves the weights of {flow.where[l]} by {spelled(flow.log_update[l])} of their "
            "size, where 0.001 is usual.",
        )


def tiny(flow: Flow) -> Iterator[Finding]:
    """One update moves no layer by more than ``TINY`` of its size."""
    update = flow.log_update[~np.isnan(flow.log_update)]
    if len(update) and update.max() < np.log10(thresholds.TINY):
        moved = f"by more than {spelled(update.max())} of their size, where 0.001 is usual"
        still = "at all, as where the rate is 0 at present; a warm-up may begin so"
        told = still if update.max() == -np.inf else moved
        yield Finding("tiny updates", "update", f"Tiny updates: one update moves no weights {told}.")


def stuck(flow: Flow, loss: float) -> Iterator[Finding]:
    """Every error and every gradient is 0, and yet there is a loss: an output behind a dead ReLU, for one."""
    sizes = np.concatenate([flow.log_error, flow.log_weight])
    if abs(loss) > 0 and (sizes == -np.inf).any() and not (sizes > -np.inf).any():
        told = f"Vanishing: the error is 0 at {flow.where[-1]} already, and the loss is {loss:.3g}."
        yield _dead(flow, -1) if flow.dead[-1] == 1 else Finding("vanishing", "error", told)


def healthy(flow: Flow) -> Finding:
    """What is left to say where nothing was found: by how much error and signal do change, and how far memory goes."""
    told = ", ".join(f"the {name} by {spelled(trip.ratio)}" for name, trip in journeys(flow).items())
    told = f"{flow.along}s change {told or 'nothing that was measured'}"
    closed = f"; at {flow.closed.sum()} of them error or signal is 0 until weights that are 0 have moved"
    return Finding("healthy", "all", f"Healthy: {told}{_reach(flow)}{closed * bool(flow.closed.any())}.")


def _hidden(flow: Flow, share: np.ndarray, limit: float) -> list[int]:
    """The worst place whose share is beyond its limit; the last is left out: an output may well be 0 or 1."""
    inner = np.nan_to_num(share[:-1] if flow.along == "layer" else share)
    return [int(inner.argmax())] if len(inner) and inner.max() >= limit else []


def _told(flow: Flow, trip: Journey) -> str:
    """How much is left at the end of a journey, and what that is for one place."""
    each = (
        f", by {spelled(trip.ratio / trip.places)} a {flow.along}"
        if trip.places > 1 and np.isfinite(trip.ratio)
        else ""
    )
    of = "of" if trip.ratio < 0 else "times"
    return f"{spelled(trip.ratio)} {of} itself on its way {trip.way} from {trip.start} to {trip.end}{each}"


def _notes(flow: Flow, ahead: Journey | None) -> str:
    """What hides a vanished error: weight gradients that look alike, and a precision that has made zeros of it."""
    weight, notes = flow.log_weight[np.isfinite(flow.log_weight)], ""
    flat = len(weight) > 2 and weight.max() - weight.min() < np.log10(thresholds.FLAT_PROFILE)
    if flat and ahead and ahead.ratio < np.log10(thresholds.VANISHED):
        notes += "; the weight gradients, products of a shrinking signal and a shrinking error, look alike and hide it"
    if flow.lost.any():
        notes += f"; at {flow.lost.sum()} {flow.along}s it is 0 in the precision of this run"
    return notes


def _reach(flow: Flow) -> str:
    """How many steps back an error is still more than ``VANISHED`` of itself, where that is not all of them."""
    back = backward(flow, flow.log_error)
    if flow.along == "layer" or not back or back.ratio >= np.log10(thresholds.VANISHED):
        return ""
    kept = flow.log_error >= np.nanmax(flow.log_error) + np.log10(thresholds.VANISHED)
    return f"; an error of the last one is below {thresholds.VANISHED:g} of itself after {kept.sum()} steps back"
