"""The measurement: every workload in turn, as a plain dictionary that can be written down as JSON."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from benchmarks import cold, growth, workloads
from benchmarks.race import OURS, agree, load, race, ratios

PACKAGES = ("numpy", "torch", "jax", "optax", "numba", "scikit-learn")
COUNT = {1: "one core", 2: "two cores", 4: "four cores", 8: "eight cores"}


def everything(rounds, machine=None, begin=lambda what, total: lambda: None):
    """All results; ``begin(what, total)`` is told what comes and gives the function to call after each round."""
    rows = [row for workload in workloads.WARM for row in warm(workload(), rounds, begin)]
    rows += [row for start in workloads.FRESH for row in fresh(start, rounds, begin)]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine or COUNT.get(os.cpu_count(), f"{os.cpu_count()} cores"),
        "rounds": rounds,
        "versions": versions(),
        "ratios": rows,
        "numbers": numbers(rounds, begin),
    }


def versions():
    """Python and the packages that took part; None where one is not installed."""
    found = {"Python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = None
    return found


def row(group, title, peer, cases, label=str):
    """One line of the table: the quartiles of a peer's ratio in each case, no case where it is not installed."""
    wanted = {label(case): value for case, value in peer.wanted.items()}
    return {"group": group, "title": title, "peer": peer.name, "cases": cases, "wanted": wanted}


def warm(workload, rounds, begin):
    """Every case of a workload, with what must be compiled compiled before."""
    found = {peer.name: {} for peer in workload.peers}
    for case in workload.cases:
        label = workload.label(case)
        runs = workload.candidates(case)
        for name, quartiles in ratios(race(runs, rounds, begin(f"{workload.name}, {label}", rounds))).items():
            found[name][label] = quartiles
    named = {"group": workload.name, "title": workload.title, "label": workload.label}
    return [row(peer=peer, cases=found[peer.name], **named) for peer in workload.peers]


def fresh(start, rounds, begin):
    """A workload from nothing: a new process for each candidate and each round."""
    modules = {OURS: "ours", **{peer.name: peer.module for peer in start.peers if load(peer.module)}}
    seconds, tick = {who: np.empty(rounds) for who in modules}, begin(f"fresh process, {start.case}", rounds)
    for r in range(-1, rounds):  # round −1, overwritten by the last, compiles what is still source
        done = {who: cold.run(module, *start.call) for who, module in modules.items()}
        for who, one in done.items():
            agree(f"{who} in a fresh process", [one["sums"]], [done[OURS]["sums"]], 1e-8)
            seconds[who][r] = one["seconds"]
        tick()
    found = ratios(seconds)
    cases = {name: {start.case: quartiles} for name, quartiles in found.items()}
    return [row("fresh process", start.title, peer, cases.get(peer.name, {})) for peer in start.peers]


def numbers(rounds, begin):
    """What is not a ratio: growth, memory and the cost of the import, each with the most it may be."""
    steps = growth.in_steps(rounds, begin("growth in steps", rounds))
    points = growth.in_points(rounds, begin("growth in points", rounds))
    return [
        number("power with which time grows in the number of steps", steps, 1.1),
        number("power with which time grows in the points of a map", points, 1.1),
        number("bytes for a recorded step: its point and loss", growth.bytes_per_iterate(), 24),
        number("`import gdlib` after NumPy, in milliseconds", imported(rounds, begin("import gdlib", rounds)), 10),
    ]


def number(name, value, most):
    return {"name": name, "value": value, "most": most}


def imported(rounds, tick):
    """Median milliseconds of ``import gdlib``; an error if it brings anything heavy along."""
    milliseconds = []
    for _ in range(rounds):
        took, heavy = cold.import_cost()
        if heavy:
            raise AssertionError(f"import gdlib loads {', '.join(heavy)}")
        milliseconds.append(took)
        tick()
    return float(np.median(milliseconds))
