"""Which networks learn at all: seven pairs of activation and start, five depths, three seeds, on the digits.

    python book/slow/starts.py

Writes starts.json beside itself, which chapter 13 reads; the chapter takes the training from here.  Only the depth, the
activation and the initialiser change; data, width, learning rate and epochs are the same for all.
"""

import json
import os
import platform
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import numpy as np

import gdlib
from gdlib import chain, fit, momentum
from gdlib.data import digits
from gdlib.empirical import Batches, Risk
from gdlib.gradients import clip_norm
from gdlib.nets import (
    MLP,
    accuracy,
    cross_entropy,
    glorot_uniform,
    he,
    normal,
    orthogonal,
    relu,
    sigmoid,
    tanh,
    torch_default,
)

DEPTHS, SEEDS = (2, 5, 10, 20, 30), (0, 1, 2)
WIDTH, EPOCHS, SIZE, TRAIN = 64, 20, 32, 1437  # the other 360 digits, a fifth, are for testing
PAIRS = {
    "sigmoid, Glorot": (sigmoid, glorot_uniform),
    "tanh, U(±1/√n)": (tanh, torch_default),
    "tanh, Glorot": (tanh, glorot_uniform),
    "tanh, orthogonal": (tanh, orthogonal),
    "ReLU, std 0.01": (relu, normal(0.01)),
    "ReLU, Glorot": (relu, glorot_uniform),
    "ReLU, He": (relu, he),
}


def data():
    """Training and test digits: standardised pixels, dealt out once and for all."""
    X, y = digits(standardise=True)
    train, test = np.split(np.random.default_rng(0).permutation(len(y)), [TRAIN])
    return X[train], y[train].astype(int), X[test], y[test].astype(int)


def trained(pair, depth, seed, epochs=EPOCHS):
    """The net with ``depth`` hidden layers and its θ after training: η = 0.02, β = 0.9, gradients clipped at norm 5."""
    activation, spread = PAIRS[pair]
    X, y, _, _ = data()
    net, rng = MLP((64, *[WIDTH] * depth, 10), activation), np.random.default_rng(seed)
    f = Risk(net, X, y, cross_entropy)
    rule = chain(clip_norm(5.0), momentum(lr=0.02, beta=0.9))
    start = net.init(spread, rng)
    return net, fit(f, start, rule, Batches(f, SIZE, rng), epochs, watch={}, progress=False).w


def score(net, theta):
    """The share of test digits that are named rightly."""
    _, _, X, y = data()
    return accuracy(net.forward(theta, X)[0], y)


def main():
    """Train, print and store."""
    scores = {}
    for pair in PAIRS:
        scores[pair] = [[round(score(*trained(pair, depth, seed)), 4) for seed in SEEDS] for depth in DEPTHS]
        print(f"{pair:18s}", *(f"{100 * np.mean(s):5.1f}" for s in scores[pair]), flush=True)
    result = {
        "what": "test accuracy on the digits after 20 epochs, by depth and seed",
        "command": "python book/slow/starts.py",
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "gdlib": gdlib.__version__},
        "depths": DEPTHS,
        "seeds": SEEDS,
        "scores": scores,
    }
    Path(__file__).with_suffix(".json").write_text(
        json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf8"
    )


if __name__ == "__main__":
    main()
