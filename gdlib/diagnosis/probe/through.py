"""An error on its way back through time, carried as a unit vector and a log-scale: no number of steps underflows.

One error is followed, that of the last step that the loss reads: errors that the loss makes at earlier steps would
hide what is lost on the way.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.probe import sizes
from gdlib.diagnosis.probe.unroll import Track
from gdlib.diagnosis.thresholds import EDGE

FEWEST = 3  # steps from which on a sequence is worth a Flow of its own


def through_time(track: Track, loss: Tensor) -> Flow | None:
    """Take v ← v ∂s_(t+1)/∂s_t from the last step that the loss reads; None for short or unread sequences.

    Where no path leads from one state to the next (a detached state), it ends, and the steps before are not measured.
    """
    total = _all_errors(track, loss)
    last = max((t for t, size in enumerate(total) if size != -math.inf), default=-1)
    if last + 1 < FEWEST:
        return None
    v = _grad((loss,), track.states[last])
    log = [math.nan] * last + [_size(v)]
    for t in reversed(range(last)):
        if not math.isfinite(log[t + 1]):
            log[t] = log[t + 1]  # 0 stays 0, NaN stays NaN
            continue
        length = _size(v)
        v = _grad(track.states[t + 1], track.states[t], _unit(v, length))
        if v is None:
            break
        log[t] = log[t + 1] + _size(v)
    return _flow(track, log, total[: last + 1])


def _all_errors(track: Track, loss: Tensor) -> list[float]:
    """‖∂L/∂s_t‖ in decades at every step, by whatever way; 0 where the loss does not depend on the state."""
    parts = [part for state in track.states for part in state if part.requires_grad]
    found = torch.autograd.grad(loss, parts, retain_graph=True, allow_unused=True) if parts else ()
    size = {id(part): -math.inf if g is None else sizes.decades(g) for part, g in zip(parts, found, strict=True)}
    return [sizes.together([size.get(id(part), -math.inf) for part in state]) for state in track.states]


def _grad(outputs: tuple[Tensor, ...], inputs: tuple[Tensor, ...], v: tuple[Tensor, ...] | None = None):
    """One product vᵀ ∂outputs/∂inputs, zeros where a part does not matter; None where none does."""
    if not all(x.requires_grad for x in (*outputs, *inputs)):
        return None
    found = torch.autograd.grad(outputs, inputs, v, retain_graph=True, allow_unused=True)
    if all(g is None for g in found):
        return None
    return tuple(torch.zeros_like(x) if g is None else g for g, x in zip(found, inputs, strict=True))


def _size(v: tuple[Tensor, ...]) -> float:
    """Decades of the length of all parts together."""
    return sizes.together([sizes.decades(part) for part in v])


def _unit(v: tuple[Tensor, ...], length: float) -> tuple[Tensor, ...]:
    """The same direction with length 1, its scale taken out in two halves so that neither overflows."""
    half = 10 ** (-length / 2)
    return tuple(part * half * half for part in v)


def _flow(track: Track, log: list[float], total: list[float]) -> Flow:
    """The Flow along the steps up to the last one that the loss reads."""
    states = [state[0] for state in track.states[: len(log)]]
    steps = [str(t) for t in range(1, len(log) + 1)]
    flat = [(h.abs() > EDGE).double().mean().item() for h in states] if track.squashed else track.gates[: len(log)]
    bad = [sum(sizes.nonfinite(part) for part in state) for state in track.states[: len(log)]]
    return Flow.of(
        "time step",
        steps,
        log_forward=[sizes.decades(h, mean=True) for h in states],
        log_spread=[sizes.spread(h) for h in states],
        log_error=log,
        log_total=total,
        saturated=flat,
        nonfinite=bad,
    )
