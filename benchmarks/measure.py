"""The measurement: every workload in turn, as a plain dictionary that can be written down as JSON."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from benchmarks import cold, growth, watching, workloads
from benchmarks.race import OURS, agree, load, race, ratios

PACKAGES = ("numpy", "torch", "jax", "optax", "numba", "scikit-learn")
COUNT = {1: "one core", 2: "two cores", 4: "four cores", 8: "eight cores"}


def everything(rounds, machine=None, begin=lambda what, total: lambda: None, only=None):
    """All results, or those of one group; ``begin(what, total)`` is told what comes and gives what each round calls."""
    chosen = [workload for workload in (make() for make in workloads.WARM) if only in (None, workload.name)]
    rows = [row for workload in chosen for row in warm(workload, rounds, begin)]
    rows += [row for start in workloads.FRESH if only in (None, "fresh process") for row in fresh(start, rounds, begin)]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine or COUNT.get(os.cpu_count(), f"{os.cpu_count()} cores"),
        "rounds": rounds,
        "versions": versions(),
        "ratios": rows,
        "numbers": numbers(rounds, begin, only),
    }


def merged(old, new):
    """What was measured before, with what was measured again in its place; the same versions and rounds only."""
    odd = [what for what in ("machine", "rounds", "versions") if old[what] != new[what]]
    if odd:
        raise SystemExit(f"{' and '.join(odd)} differ from the stored results; measure everything again")
    order = [make().name for make in workloads.WARM] + ["fresh process"]
    again = {row["group"] for row in new["ratios"]}
    rows = [row for row in old["ratios"] if row["group"] not in again] + new["ratios"]
    date = old["date"] if old["date"].endswith(new["date"]) else f"{old['date'][:10]} to {new['date']}"
    ratios = sorted(rows, key=lambda row: order.index(row["group"]))
    numbers = {number["name"]: number for number in old["numbers"] + new["numbers"]}
    return {**old, "date": date, "ratios": ratios, "numbers": list(numbers.values())}


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


def numbers(rounds, begin, only=None):
    """What is not a ratio: growth, memory, the cost of the import and of watching, each with the most it may be."""
    found = {
        "power with which time grows in the number of steps": (growth.in_steps, 1.1),
        "power with which time grows in the points of a map": (growth.in_points, 1.1),
        "bytes for a recorded step: its point and loss": (lambda *_: growth.bytes_per_iterate(), 24),
        "`import gdlib` after NumPy, in milliseconds": (imported, 10),
        "`watch` on a training of ten million parameters, in per cent": (watching.overhead, 5),
    }
    chosen = {name: found[name] for name in found if only in (None, "numbers") or only in name}
    return [
        {"name": name, "value": measure(rounds, begin(name, rounds)), "most": most}
        for name, (measure, most) in chosen.items()
    ]


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
