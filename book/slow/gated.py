"""Two questions of chapter 18, three seeds each: is a GRU helped by a bias too, and is a forget bias ever too large?

    python book/slow/gated.py

Writes gated.json beside itself, which chapter 18 reads; an interrupted run goes on where it was.  GRU-16 on the fixed
lag of 20, as ``fixed_lag.py`` trains its LSTM; and the adding problem with T = 200, as ``adding.py`` trains its LSTM-32
from a forget bias of 1, from a forget bias of 5.3, with the input gate open and with its bias at −5.3.
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
from gdlib.nets import GRU, LSTM, glorot_uniform, orthogonal, squared
from gdlib.tasks import adding, fixed_lag
from gdlib.theory import chrono_bias

SEEDS, SIZE, LR = (0, 1, 2), 64, 0.01
LAG, SUM = GRU((1, 16, 1)), LSTM((2, 32, 1))
# (network, what its start takes, task, T, updates, every, learnt below)
KINDS = {
    "GRU-16, fixed lag, bias 0": (LAG, {"keep": 0.0}, fixed_lag, 20, 1000, 20, 0.005),
    "GRU-16, fixed lag, bias 1": (LAG, {"keep": 1.0}, fixed_lag, 20, 1000, 20, 0.005),
    "GRU-16, fixed lag, bias ln(T−1)": (LAG, {"keep": chrono_bias(20)}, fixed_lag, 20, 1000, 20, 0.005),
    "LSTM-32, adding, 5.3 and −5.3": (SUM, {"forget": 5.3, "admit": -5.3}, adding, 200, 1500, 50, 0.01),
    "LSTM-32, adding, 5.3": (SUM, {"forget": 5.3}, adding, 200, 1500, 50, 0.01),
}


def trained(kind, seed, updates=None):
    """Mean squares at regular updates of Adam, clipped at norm 1, up to the first that counts as learnt; the last θ."""
    net, biases, task, T, most, every, learnt = KINDS[kind]
    rng = np.random.default_rng(seed)
    theta = net.init(glorot_uniform, rng, recurrent=orthogonal, **biases)
    test = Risk(net, *task(500, T, np.random.default_rng(10**6)), squared)
    stream = (Risk(net, *task(SIZE, T, rng), squared) for _ in count())
    errors = []
    for step in walk(test, theta, chain(clip_norm(1.0), adam(lr=LR)), batches=stream):
        if step.t % every == 0:
            errors.append(2 * float(test(step.w)))
            if errors[-1] < learnt or step.t >= (updates or most):
                break
    return errors, step.w


def named():
    """Every run by its name."""
    return {f"{kind}, seed {seed}": (kind, seed) for kind in KINDS for seed in SEEDS}


def main():
    """Train, store and print the updates that each run needed."""
    runs = named()
    results = kept(
        __file__,
        "mean square after every 20 updates (fixed lag) or 50 (adding)",
        runs,
        lambda name: [float(f"{error:.4g}") for error in trained(*runs[name])[0]],
        kinds={kind: [repr(net), biases, repr(task), *rest] for kind, (net, biases, task, *rest) in KINDS.items()},
        batch=SIZE,
        lr=LR,
    )
    for name, errors in results.items():
        every, learnt = KINDS[runs[name][0]][-2:]
        print(f"{name:45s}", every * (len(errors) - 1) if errors[-1] < learnt else f"no: {errors[-1]}")


if __name__ == "__main__":
    main()
