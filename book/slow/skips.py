"""Which deep ReLU networks learn the digits: plain, normalised, with skips, with both; five depths, three seeds.

    python book/slow/skips.py

Writes skips.json beside itself after each network, and takes up again where it stopped; chapter 14 reads it.  Data,
width, rule and epochs are those of chapter 13's starts.py, and so is the plain network with He's weights.
"""

import json
import os
import platform
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import numpy as np
from slow.starts import EPOCHS, SIZE, WIDTH, data
from tqdm import tqdm

import gdlib
from gdlib import chain, fit, momentum
from gdlib.empirical import Batches, Risk
from gdlib.gradients import clip_norm
from gdlib.nets import MLP, accuracy, batch_norm, cross_entropy, he, relu

DEPTHS, SEEDS = (5, 10, 20, 30, 50), (0, 1, 2)
KINDS = {
    "plain": lambda depth: {},
    "batch norm": lambda depth: {"normalisation": batch_norm},
    "skips, 1/√2": lambda depth: {"residual": (0.5**0.5, 0.5**0.5)},
    "skips, 1/√L": lambda depth: {"residual": (1.0, depth**-0.5)},
    "skips and batch norm": lambda depth: {"normalisation": batch_norm, "residual": True},
}
OUT = Path(__file__).with_suffix(".json")


def network(kind, depth):
    """The net with ``depth`` hidden layers."""
    return MLP((64, *[WIDTH] * depth, 10), relu, **KINDS[kind](depth))


def trained(kind, depth, seed, epochs=EPOCHS, lr=0.02):
    """The net and its θ after training, as in starts.py: β = 0.9, batches of 32, gradients clipped at norm 5."""
    X, y, _, _ = data()
    net, rng = network(kind, depth), np.random.default_rng(seed)
    f, rule = Risk(net, X, y, cross_entropy), chain(clip_norm(5.0), momentum(lr=lr, beta=0.9))
    start = net.init(he, rng)
    return net, fit(f, start, rule, Batches(f, SIZE, rng), epochs, watch={}, progress=False).w


def score(net, theta):
    """The share of test digits named rightly; a normalised net takes its moments from the training digits."""
    train, _, X, y = data()
    net = net.at(net.statistics(theta, train)) if net.normalisation else net
    return accuracy(net.forward(theta, X)[0], y)


def main():
    """Train what is not stored yet, and store it."""
    scores = json.loads(OUT.read_text(encoding="utf8"))["scores"] if OUT.exists() else {}
    for depth, kind in (bar := tqdm([(depth, kind) for depth in DEPTHS for kind in KINDS])):
        done = scores.setdefault(kind, [])
        if len(done) > DEPTHS.index(depth):
            continue
        bar.set_description(f"{kind}, {depth}")
        done.append([round(score(*trained(kind, depth, seed)), 4) for seed in SEEDS])
        result = {
            "what": "test accuracy on the digits after 20 epochs, by depth and seed",
            "command": "python book/slow/skips.py",
            "versions": {"python": platform.python_version(), "numpy": np.__version__, "gdlib": gdlib.__version__},
            "depths": DEPTHS,
            "seeds": SEEDS,
            "scores": scores,
        }
        OUT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
