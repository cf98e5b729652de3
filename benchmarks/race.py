"""A race: candidates that give the same numbers, timed in turns, and the ratios of their times.

Each round runs every candidate once, and a ratio is taken within its round, so that a machine which slows down for a
while slows both sides; the median over the rounds is reported, with the quartiles beside it.  The clock is that of the
process: on a shared machine the one on the wall also counts what others do, and long candidates suffer more from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from time import process_time

import numpy as np

OURS = "gdlib"
LEAST = 0.02  # seconds of a turn


@dataclass(frozen=True)
class Peer:
    """Who runs beside gdlib: a module of ``benchmarks.peers``, and the ratio that gdlib means to reach in each case."""

    name: str
    module: str
    wanted: Mapping = field(default_factory=dict)


def load(module):
    """A peer's module, or None where its package is not installed."""
    try:
        return import_module(f"benchmarks.peers.{module}")
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith(("benchmarks", "gdlib")):
            raise
        return None


def disagreement(found, expected):
    """The largest relative difference between two tuples of arrays; numbers far below the median count as 0."""
    worst = 0.0
    for a, b in zip(found, expected, strict=True):
        a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
        if a.shape != b.shape:
            return np.inf
        scale = np.abs(b) + 1e-6 * np.median(np.abs(b)) + np.finfo(float).tiny
        worst = np.maximum(worst, np.max(np.abs(a - b) / scale))
    return float(worst)


def agree(name, found, expected, tolerance):
    """Raise unless the candidate's numbers are gdlib's: only then is there something to time."""
    worst = disagreement(found, expected)
    if not worst <= tolerance:
        raise AssertionError(f"{name} differs from gdlib by {worst:.1e}, more than {tolerance:.0e}")


def race(runs, rounds, tick=lambda: None, least=LEAST):
    """Processor seconds of each candidate in each round, (rounds,) for each name; each round another begins.

    In its turn a candidate runs as often as fills ``least`` seconds, since a short one is slowed down by the caches
    that its neighbour left behind, and nobody trains for one epoch in between two of another library.
    """
    names = list(runs)
    times = {name: max(1, round(least / max(seconds_of(runs[name], 1), 1e-6))) for name in names}
    seconds = {name: np.empty(rounds) for name in names}
    for r in range(rounds):
        for name in names[r % len(names) :] + names[: r % len(names)]:
            seconds[name][r] = seconds_of(runs[name], times[name])
        tick()
    return seconds


def seconds_of(run, times):
    """Processor seconds of one run, the mean over so many in a row."""
    begun = process_time()
    for _ in range(times):
        run()
    return (process_time() - begun) / times


def ratios(seconds):
    """Quartiles of each peer's time over gdlib's in the same round, (low, median, high) for each name."""
    ours = seconds[OURS]
    peers = {name: times / ours for name, times in seconds.items() if name != OURS}
    return {name: np.quantile(ratio, (0.25, 0.5, 0.75)).tolist() for name, ratio in peers.items()}
