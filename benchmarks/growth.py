"""How gdlib's cost grows: with the number of steps, with the points of a map, and in memory for a recorded step."""

import tracemalloc

import numpy as np

import gdlib
from benchmarks.problems import KAPPA, LR, RIM, START, settings
from benchmarks.race import race
from gdlib.objectives import Ravine, Rosenbrock


def walk(steps):
    return gdlib.descend(Rosenbrock(), START, gdlib.momentum(lr=LR["momentum"]), steps)


def sweep(points):
    lr, beta = settings(points)
    return gdlib.sweep(Ravine(KAPPA), RIM, gdlib.momentum(lr=lr[:, None], beta=beta), 100)


def exponent(run, sizes, rounds, tick=lambda: None):
    """The power p in seconds ∝ size^p, the slope of the medians in a double logarithmic plot; 1 is linear growth."""
    seconds = race({size: lambda size=size: run(size) for size in sizes}, rounds, tick)
    slope, _ = np.polyfit(np.log(sizes), np.log([np.median(t) for t in seconds.values()]), 1)
    return float(slope)


def in_steps(rounds, tick=lambda: None):
    return exponent(walk, (1000, 2000, 4000, 8000), rounds, tick)


def in_points(rounds, tick=lambda: None):
    """In the number of points, the square of the side."""
    return exponent(sweep, (200, 300, 450, 675), rounds, tick) / 2


def bytes_kept(steps, measure):
    """Bytes that a path of so many steps holds on to once ``measure`` has been asked of it."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    run = walk(steps)
    measure(run)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return after - before - run.state["v"].nbytes


def bytes_per_iterate(measure=lambda run: run.f):
    """What one more recorded step costs beside the rule's own state: the point, and what has been asked for."""
    bytes_kept(10, measure)  # what is allocated once is not to be counted
    return (bytes_kept(20_000, measure) - bytes_kept(10_000, measure)) / 10_000
