"""How long one update of SGD takes for batches of 1 … 442 examples: wall time, and so never the same twice.

    python book/slow/batch_seconds.py

Writes batch_seconds.json beside itself, which chapter 4 reads.  One thread; the sizes take turns, round by round, and
each keeps the median of its rounds.
"""

import json
import os
import platform
import time
from itertools import islice
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import numpy as np

import gdlib
from gdlib.data import diabetes, with_bias
from gdlib.empirical import Batches, LeastSquares

SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 442]
ROUNDS, UPDATES, SEED = 41, 1000, 0


def main():
    """Measure, print and store."""
    X, y = diabetes(standardise=True)
    f = LeastSquares(with_bias(X), y / 100)
    rng = np.random.default_rng(SEED)
    rounds = np.array([[seconds_per_update(f, size, rng) for size in SIZES] for _ in range(ROUNDS)])
    median = np.median(rounds, axis=0)
    result = {
        "what": "seconds an update: gd(lr=0.05) on least squares, diabetes, 11 weights, shuffled batches",
        "command": "python book/slow/batch_seconds.py",
        "machine": "two cores of a shared server, one thread used",
        "seed": SEED,
        "rounds": ROUNDS,
        "updates": UPDATES,
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "gdlib": gdlib.__version__},
        "sizes": SIZES,
        "seconds": [float(f"{s:.4g}") for s in median],
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf8")
    for size, s in zip(SIZES, median, strict=True):
        print(f"B = {size:3d}: {1e6 * s:6.2f} µs an update")


def seconds_per_update(f, size, rng):
    """Mean wall time of one update over a walk of UPDATES of them."""
    steps = gdlib.walk(f, np.zeros(f.dim), gdlib.gd(lr=0.05), batches=Batches(f, size, rng))
    start = time.perf_counter()
    for _ in islice(steps, UPDATES):
        pass
    return (time.perf_counter() - start) / UPDATES


if __name__ == "__main__":
    main()
