"""Remember the first of T numbers: does an LSTM learn it, with which forget bias and which rule, from which seeds?

    python book/slow/fixed_lag.py

Writes fixed_lag.json beside itself, which chapter 18 reads; an interrupted run goes on where it was.  A run has learnt
it at the first of every 20 updates after which the mean square on 500 sequences of its own is below 0.005.
"""

import os
import sys
from itertools import count
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
sys.path.append(str(Path(__file__).resolve().parents[1]))

import numpy as np
from slow.kept import kept

from gdlib import adam, chain, momentum, walk
from gdlib.empirical import Risk
from gdlib.gradients import clip_norm
from gdlib.nets import LSTM, glorot_uniform, orthogonal, squared
from gdlib.tasks import fixed_lag
from gdlib.theory import chrono_bias

LENGTHS, SEEDS, BIASES = (20, 50), (0, 1, 2), ("0", "1", "ln(T−1)")
RULES = {"Adam": adam(lr=0.01), "momentum": momentum(lr=0.05, beta=0.9)}
HIDDEN, SIZE, UPDATES, EVERY, LEARNT = 16, 64, 1000, 20, 0.005


def forget_bias(name, T):
    """The number that a name of ``BIASES`` stands for."""
    return chrono_bias(T) if name.startswith("ln") else float(name)


def start(T, bias, seed):
    """The network and its θ: Glorot's start, orthogonal between the steps, and the forget bias."""
    net, rng = LSTM((1, HIDDEN, 1)), np.random.default_rng(seed)
    return net, net.init(glorot_uniform, rng, recurrent=orthogonal, forget=forget_bias(bias, T)), rng


def trained(T, bias, rule, seed, updates=UPDATES):
    """Mean squares after every 20 updates, up to the first below 0.005, and the θ that was reached."""
    net, theta, rng = start(T, bias, seed)
    test = Risk(net, *fixed_lag(500, T, np.random.default_rng(10**6)), squared)
    stream = (Risk(net, *fixed_lag(SIZE, T, rng), squared) for _ in count())
    errors = []
    for step in walk(test, theta, chain(clip_norm(1.0), RULES[rule]), batches=stream):
        if step.t % EVERY == 0:
            errors.append(2 * float(test(step.w)))
            if errors[-1] < LEARNT or step.t >= updates:
                break
    return errors, step.w


def named():
    """Every run by its name."""
    return {
        f"T={T}, {rule}, bias {bias}, seed {seed}": (T, bias, rule, seed)
        for T in LENGTHS
        for rule in RULES
        for bias in BIASES
        for seed in SEEDS
    }


def main():
    """Train, store and print the updates that each run needed."""
    runs = named()
    results = kept(
        __file__,
        "mean square on the fixed-lag task after every 20 updates",
        runs,
        lambda name: [float(f"{error:.4g}") for error in trained(*runs[name])[0]],
        rules={name: repr(rule) for name, rule in RULES.items()},
        hidden=HIDDEN,
        batch=SIZE,
        updates=UPDATES,
        learnt=LEARNT,
    )
    for name, errors in results.items():
        print(f"{name:40s}", EVERY * (len(errors) - 1) if errors[-1] < LEARNT else f"no: {errors[-1]}")


if __name__ == "__main__":
    main()
