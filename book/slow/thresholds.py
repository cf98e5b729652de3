"""Where to clip: a network with ten hidden layers learns the digits at a rate that is too large without clipping.

    python book/slow/thresholds.py

Writes thresholds.json beside itself, which chapter 15 reads; the chapter takes the training from here.  The threshold
is a multiple of the mean norm in a run at a quarter of the rate, which needs no clipping; without any, it is 0.  Two
records of norms are stored as well, since a run that explodes is another on each machine.
"""

import json
import os
import platform
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import numpy as np

import gdlib
from gdlib import chain, gd, momentum, walk
from gdlib.data import digits
from gdlib.empirical import Batches, Risk
from gdlib.gradients import clip_norm
from gdlib.nets import MLP, accuracy, cross_entropy, he, relu

NET, SIZE, TRAIN, UPDATES = MLP((64, *[64] * 10, 10), relu), 32, 1437, 450  # ten epochs; 360 digits are for testing
SEEDS, FACTORS = (0, 1, 2, 3, 4), (0.05, 0.2, 0.5, 1, 2, 5, 10, 20, 0)
RULES = {"gradient descent": (gd, 0.2), "momentum": (momentum, 0.04)}


def data():
    """Training and test digits: standardised pixels, dealt out once and for all."""
    X, y = digits(standardise=True)
    train, test = np.split(np.random.default_rng(0).permutation(len(y)), [TRAIN])
    return X[train], y[train].astype(int), X[test], y[test].astype(int)


def trained(rule, seed):
    """The norm of the gradient at each update, before any clipping, and the share of test digits named rightly."""
    X, y, X_test, y_test = data()
    rng, f, sizes = np.random.default_rng(seed), Risk(NET, X, y, cross_entropy), []

    def record(grad):
        def recorded(w):
            sizes.append(np.linalg.norm(g := grad(w)))
            return g

        return recorded

    steps = walk(f, NET.init(he, rng), chain(record, rule), batches=Batches(f, SIZE, rng))
    w = next(step.w for step in steps if step.t == UPDATES or not np.isfinite(step.w).all())
    return np.array(sizes), float(accuracy(NET.forward(w, X_test)[0], y_test))


def mean_norm(name, seed):
    """The mean norm of the gradient in a run at a quarter of the rate, without clipping."""
    rule, lr = RULES[name]
    return float(trained(rule(lr=lr / 4), seed)[0].mean())


def clipped(name, factor, seed):
    """What ``trained`` gives with the threshold at ``factor`` times the mean norm; 0 is no clipping."""
    rule, lr = RULES[name]
    return trained(chain(clip_norm(factor * mean_norm(name, seed)), rule(lr=lr)) if factor else rule(lr=lr), seed)


def rounded(sizes):
    """Four digits of each number."""
    return [float(f"{size:.4g}") for size in sizes]


def main():
    """Train, print and store."""
    scores = {}
    for name in RULES:
        scores[name] = []
        for factor in FACTORS:
            scores[name].append([round(clipped(name, factor, seed)[1], 4) for seed in SEEDS])
            print(f"{name:18s} {factor:5g}", *(f"{100 * s:5.1f}" for s in scores[name][-1]), flush=True)
    plain, cut = (clipped("momentum", factor, seed=0)[0] for factor in (0, 1))
    result = {
        "what": "test accuracy on the digits after ten epochs, by threshold and seed",
        "command": "python book/slow/thresholds.py",
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "gdlib": gdlib.__version__},
        "factors": FACTORS,
        "seeds": SEEDS,
        "scores": scores,
        "mean norm": float(f"{mean_norm('momentum', 0):.4g}"),
        "records": {"not clipped": rounded(plain), "clipped": rounded(cut)},
    }
    Path(__file__).with_suffix(".json").write_text(
        json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf8"
    )


if __name__ == "__main__":
    main()
