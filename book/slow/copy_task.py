"""The copy task: ten letters to be named T steps later, for an LSTM with three forget biases, two lengths, three seeds.

    python book/slow/copy_task.py

Writes copy_task.json beside itself, which chapter 19 reads; an interrupted run goes on where it was.  Kept are the
cross-entropy on 200 sequences of the script's own after every 50 updates; guessing scores 10 ln 8 / (T + 20).
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
from gdlib.nets import LSTM, cross_entropy, each_step, glorot_uniform, orthogonal
from gdlib.tasks import copy
from gdlib.theory import chrono_bias

LENGTHS, SEEDS, BIASES = (10, 30), (0, 1, 2), ("0", "1", "ln(T+19)")
HIDDEN, SIZE, UPDATES, EVERY, RATE = 48, 64, 1000, 50, 0.005
LOSS = each_step(cross_entropy)


def forget_bias(name, T):
    """The number that a name of ``BIASES`` stands for; the whole sequence has T + 20 steps."""
    return chrono_bias(T + 20) if name.startswith("ln") else float(name)


def trained(T, bias, seed, updates=UPDATES):
    """Cross-entropies after every 50 updates of Adam, clipped at norm 1, and the last θ."""
    net, rng = LSTM((copy.inputs, HIDDEN, copy.outputs), every_step=True), np.random.default_rng(seed)
    theta = net.init(glorot_uniform, rng, recurrent=orthogonal, forget=forget_bias(bias, T))
    test = Risk(net, *copy(200, T, np.random.default_rng(10**6)), LOSS)
    stream = (Risk(net, *copy(SIZE, T, rng), LOSS) for _ in count())
    errors = []
    for step in walk(test, theta, chain(clip_norm(1.0), adam(lr=RATE)), batches=stream):
        if step.t % EVERY == 0:
            errors.append(float(test(step.w)))
        if step.t >= updates:
            break
    return errors, step.w


def main():
    """Train, store and print where each run ends, as a share of guessing."""
    runs = {f"T={T}, bias {bias}, seed {seed}": (T, bias, seed) for T in LENGTHS for bias in BIASES for seed in SEEDS}
    results = kept(
        __file__,
        "cross-entropy of an LSTM on the copy task after every 50 updates",
        runs,
        lambda name: [float(f"{error:.4g}") for error in trained(*runs[name])[0]],
        hidden=HIDDEN,
        batch=SIZE,
        updates=UPDATES,
        rate=RATE,
    )
    for name, errors in results.items():
        print(f"{name:28s} {errors[-1]:.4f}, {errors[-1] / copy.chance(runs[name][0]):.2f} of guessing")


if __name__ == "__main__":
    main()
