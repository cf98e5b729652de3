"""Digits read pixel by pixel: 64 steps of one number each, by an RNN, an IRNN, an LSTM and a GRU, three seeds.

    python book/slow/pixels.py

Writes pixels.json beside itself, which chapter 19 reads; an interrupted run goes on where it was.  Kept is the share of
the 360 test digits that are named rightly, after every epoch; the split is that of chapter 13.
"""

import os
import sys
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
sys.path.append(str(Path(__file__).resolve().parents[1]))

import numpy as np
from slow.kept import kept

from gdlib import adam, chain, fit
from gdlib.data import digits
from gdlib.empirical import Batches, Risk
from gdlib.gradients import clip_norm
from gdlib.nets import GRU, IRNN, LSTM, RNN, accuracy, cross_entropy, glorot_uniform, normal, orthogonal, torch_start
from gdlib.theory import chrono_bias

SEEDS, TRAIN, SIZE, EPOCHS = (0, 1, 2), 1437, 64, 60
SCAN = {"rates": (0.001, 0.0003, 0.0001), "seed": 100, "epochs": 25}  # of the IRNN, on a seed that nothing else uses
# (network, its start, learning rate)
NETS = {
    "tanh RNN, torch's start": (RNN((1, 48, 10)), torch_start, 0.003),
    "tanh RNN, orthogonal": (
        RNN((1, 48, 10)),
        lambda net, rng: net.init(glorot_uniform, rng, recurrent=orthogonal),
        0.003,
    ),
    "IRNN": (IRNN((1, 48, 10)), lambda net, rng: net.init(normal(0.001), rng), 0.001),
    "LSTM, bias 1": (
        LSTM((1, 32, 10)),
        lambda net, rng: net.init(glorot_uniform, rng, recurrent=orthogonal, forget=1.0),
        0.01,
    ),
    "LSTM, bias ln 63": (
        LSTM((1, 32, 10)),
        lambda net, rng: net.init(glorot_uniform, rng, recurrent=orthogonal, forget=chrono_bias(64)),
        0.01,
    ),
    "GRU": (GRU((1, 32, 10)), lambda net, rng: net.init(glorot_uniform, rng, recurrent=orthogonal), 0.01),
}


def data():
    """Training and test digits as sequences of 64 pixels between 0 and 1, row by row, dealt out once and for all."""
    X, y = digits()
    X, y = X[:, :, None] / 16, y.astype(int)
    train, test = np.split(np.random.default_rng(0).permutation(len(y)), [TRAIN])
    return X[train], y[train], X[test], y[test]


def trained(name, seed, epochs=EPOCHS, lr=None):
    """Test accuracies after every epoch of Adam, clipped at norm 1, and the last θ; ``lr`` is the network's own."""
    net, start, own = NETS[name]
    X, y, X_test, y_test = data()
    f, rng = Risk(net, X, y, cross_entropy), np.random.default_rng(seed)
    watch = {"accuracy": lambda theta: accuracy(net.forward(theta, X_test)[0], y_test)}
    rule, theta = chain(clip_norm(1.0), adam(lr=lr or own)), start(net, rng)
    history = fit(f, theta, rule, Batches(f, SIZE, rng), epochs, watch=watch, progress=False)
    return history.watched["accuracy"], history.w


def named():
    """Every run by its name."""
    runs = {f"{name}, seed {seed}": (name, seed) for name in NETS for seed in SEEDS}
    scan = {f"scan: IRNN, rate {lr}": ("IRNN", SCAN["seed"], SCAN["epochs"], lr) for lr in SCAN["rates"]}
    return runs | scan


def main():
    """Train, store and print."""
    runs = named()
    results = kept(
        __file__,
        "test accuracy on digits read pixel by pixel, after every epoch",
        runs,
        lambda name: np.round(trained(*runs[name])[0], 4),
        batch=SIZE,
        epochs=EPOCHS,
        rates={name: lr for name, (*_, lr) in NETS.items()},
    )
    for name, scores in results.items():
        print(f"{name:34s} {100 * scores[-1]:.1f} %")


if __name__ == "__main__":
    main()
