"""The adding problem: T = 50, 100, 200 for an LSTM and a tanh RNN, and T = 100 for an IRNN, three seeds each.

    python book/slow/adding.py

Writes adding.json beside itself, which chapter 19 reads; an interrupted run goes on where it was.  A run has learnt it
at the first of every 50 updates after which the mean square on 500 sequences of its own is below 0.01; chance is 1/6.
"""

import os
import sys
from itertools import count
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
sys.path.append(str(Path(__file__).resolve().parents[1]))

import numpy as np
from slow.kept import kept

from gdlib import adam, chain, walk
from gdlib.empirical import Risk
from gdlib.gradients import clip_norm
from gdlib.nets import IRNN, LSTM, RNN, glorot_uniform, normal, orthogonal, squared, torch_start
from gdlib.tasks import adding

SEEDS, SIZE, EVERY, LEARNT = (0, 1, 2), 64, 50, 0.01
# (network, its start, learning rate, updates, lengths)
NETS = {
    "LSTM-32": (
        LSTM((2, 32, 1)),
        lambda net, rng: net.init(glorot_uniform, rng, recurrent=orthogonal, forget=1.0),
        0.01,
        3000,
        (50, 100, 200),
    ),
    "tanh RNN-32": (RNN((2, 32, 1)), torch_start, 0.003, 3000, (50, 100, 200)),
    "IRNN-100": (IRNN((2, 100, 1)), lambda net, rng: net.init(normal(0.001), rng), 0.001, 3000, (100,)),
}


def trained(name, T, seed, updates=None):
    """Mean squares after every 50 updates of Adam, clipped at norm 1, up to the first below 0.01; and the last θ."""
    net, start, lr, most, _ = NETS[name]
    rng = np.random.default_rng(seed)
    theta = start(net, rng)
    test = Risk(net, *adding(500, T, np.random.default_rng(10**6)), squared)
    stream = (Risk(net, *adding(SIZE, T, rng), squared) for _ in count())
    errors = []
    for step in walk(test, theta, chain(clip_norm(1.0), adam(lr=lr)), batches=stream):
        if step.t % EVERY == 0:
            errors.append(2 * float(test(step.w)))
            if errors[-1] < LEARNT or step.t >= (updates or most):
                break
    return errors, step.w


def named():
    """Every run by its name, the short ones first."""
    runs = [(name, T, seed) for name, (*_, lengths) in NETS.items() for T in lengths for seed in SEEDS]
    return {f"{name}, T={T}, seed {seed}": (name, T, seed) for name, T, seed in sorted(runs, key=lambda run: run[1])}


def main():
    """Train, store and print the updates that each run needed."""
    runs = named()
    results = kept(
        __file__,
        "mean square on the adding problem after every 50 updates",
        runs,
        lambda name: [float(f"{error:.4g}") for error in trained(*runs[name])[0]],
        rates={name: lr for name, (_, _, lr, _, _) in NETS.items()},
        batch=SIZE,
        every=EVERY,
        learnt=LEARNT,
    )
    for name, errors in results.items():
        print(f"{name:30s}", EVERY * (len(errors) - 1) if errors[-1] < LEARNT else f"no: {errors[-1]}")


if __name__ == "__main__":
    main()
