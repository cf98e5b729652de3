"""Grade a generated class, and a sample of it by `otter run` as well: time, memory and marks, side by side.

`python -m benchmarks.coursework 500 --sample 20`; seconds of the processor say more than the clock on a busy machine.
With `--store` the results go into benchmarks/coursework.json and the table of coursework/README.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.classtable import store
from coursework.tools.build import assign
from coursework.tools.classroom import generate
from coursework.tools.master import FOLDER, assignments, read

ROOT = Path(__file__).resolve().parents[1]


def resident(pid: int) -> int:
    """Bytes of memory (proportional share) of a process and all its descendants."""
    total = 0
    for one in [pid, *children(pid)]:
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
        except (OSError, StopIteration):
            continue
    return total


def children(pid: int) -> list[int]:
    """All that a process started, and what that started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in map(int, task.read_text().split()):
                found += [child, *children(child)]
        except OSError:
            continue
    return found


@dataclass(frozen=True)
class Run:
    """What one command took."""

    seconds: float
    processor: float
    memory: int
    said: str


def spent() -> float:
    """Processor seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command: list[str]) -> Run:
    """Run a command; its time, the most memory at any moment, and what it printed."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    peak, begun, before, said = 0, time.monotonic(), spent(), []
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        reader = threading.Thread(target=lambda: said.append(run.stdout.read()))
        reader.start()
        while run.poll() is None:
            peak = max(peak, resident(run.pid))
            time.sleep(0.2)
        reader.join()
    return Run(time.monotonic() - begun, spent() - before, peak, "".join(said))


def by_otter(path: Path, zipped: Path, out: Path) -> tuple[Run, float]:
    """`otter run` on one submission: what it took, and its mark."""
    order = [sys.executable, "-m", "otter", "run", "--no-logo", "-a", str(zipped), "-o", str(out), str(path)]
    run = timed(order)
    tests = json.loads((out / "results.json").read_text())["tests"]
    return run, sum(test.get("score") or 0 for test in tests)


def main(size: int, sample: int, jobs: int, name: str) -> dict:
    """The measurements of one class."""
    with tempfile.TemporaryDirectory() as folder:
        here, master = Path(folder), read(FOLDER / name)
        built = assign(master, here / "built")
        generate(master, built, here, size)
        order = [sys.executable, "-m", "coursework.tools", folder, "grade", name, "submissions"]
        ours = timed([*order, "--roster", "roster.csv", "--out", "out", "-j", str(jobs)])
        with (here / "out" / "grades.csv").open(newline="") as file:
            marks = {row["id"]: float(row["total"] or 0) for row in csv.DictReader(file)}
        plain = sorted((here / "submissions").glob("s*_homework.ipynb"))[:sample]
        theirs = [by_otter(path, built.zip, here) for path in plain]
        agree = sum(mark == marks[path.stem.split("_")[0]] for path, (_, mark) in zip(plain, theirs, strict=True))
    return {"assignment": name, "class": size, "jobs": jobs, "said": ours.said.strip().splitlines()[0]} | table(
        ours, size, [run for run, _ in theirs], agree
    )


def table(ours: Run, size: int, theirs: list[Run], agree: int) -> dict:
    """Both, per submission."""
    count = len(theirs)
    return {
        "grade: seconds in all": round(ours.seconds, 1),
        "grade: seconds each": round(ours.seconds / size, 3),
        "grade: processor seconds each, outside the sandbox": round(ours.processor / size, 3),
        "grade: peak MB, all jobs": round(ours.memory / 1e6),
        "otter run: sample": count,
        "otter run: seconds each": round(sum(run.seconds for run in theirs) / count, 2),
        "otter run: processor seconds each": round(sum(run.processor for run in theirs) / count, 2),
        "otter run: peak MB, one at a time": round(max(run.memory for run in theirs) / 1e6),
        "same mark": f"{agree} of {count}",
    }


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", type=int)
    options.add_argument("--sample", type=int, default=10)
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options.add_argument("--assignment", default=assignments()[0])
    options.add_argument("--store", action="store_true", help="write the results into the guide for instructors")
    asked = options.parse_args()
    found = main(asked.size, asked.sample, asked.jobs, asked.assignment)
    print(json.dumps(found, indent=1))
    if asked.store:
        store(found)
