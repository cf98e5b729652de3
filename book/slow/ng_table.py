"""Ng's table of three optimisers, and the fair one: the same 2-5-2-1 network, every method at sixteen learning rates.

    python book/slow/ng_table.py

Writes ng_table.json beside itself, which chapter 10 reads; the chapter takes the network from here.  The random numbers
are those of the assignment "Optimization methods" (NumPy's legacy generator), so that its costs come out to the digit.
"""

import json
import os
import platform
import time
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import numpy as np

import gdlib
from gdlib import adam, ema_momentum, gd, momentum, walk
from gdlib.data import moons

EPOCHS, EVERY, SIZE = 10_000, 100, 64
ETAS = 7e-5 * 10 ** (np.arange(16) / 3)  # 0.00007 … 7; 0.0007 is Ng's
STARTS = (3, 1, 2, 4, 5)  # seeds; 3 is Ng's
CUTS = np.cumsum([2 * 5, 5, 5 * 2, 2, 2])  # where b₁, W₂, b₂, W₃, b₃ begin in w


def layers(w):
    """W₁, b₁, W₂, b₂, W₃, b₃ of each member: w (30, *batch) becomes six stacks of small matrices."""
    parts = np.split(w.reshape(30, -1).T, CUTS, axis=1)
    shapes = (2, 5), (1, 5), (5, 2), (1, 2), (2, 1), (1, 1)
    return [part.reshape(-1, *shape) for part, shape in zip(parts, shapes, strict=True)]


def forward(w, X):
    """Both hidden layers and the score z of each row of X: 2 → 5 ReLU → 2 ReLU → 1."""
    W1, b1, W2, b2, W3, b3 = layers(w)
    H1 = np.maximum(X @ W1 + b1, 0)
    H2 = np.maximum(H1 @ W2 + b2, 0)
    return H1, H2, (H2 @ W3 + b3)[..., 0]


@dataclass(frozen=True, eq=False)
class SmallNet:
    """Mean cross-entropy of σ(z) for labels y = 0 or 1, and its gradient by hand; w is (30, *batch)."""

    X: np.ndarray
    y: np.ndarray
    dim = 30

    def __len__(self):
        return len(self.y)

    def on(self, rows):
        return SmallNet(self.X[rows], self.y[rows])

    def __call__(self, w):
        z = forward(w, self.X)[-1]
        return np.mean(np.logaddexp(0, z) - self.y * z, axis=-1).reshape(w.shape[1:])

    def grad(self, w):
        _, _, W2, _, W3, _ = layers(w)
        H1, H2, z = forward(w, self.X)
        D3 = ((1 / (1 + np.exp(-z)) - self.y) / len(self))[..., None]  # ∂f/∂z
        D2 = (D3 @ W3.mT) * (H2 > 0)
        D1 = (D2 @ W2.mT) * (H1 > 0)
        slopes = self.X.T @ D1, D1.sum(1), H1.mT @ D2, D2.sum(1), H2.mT @ D3, D3.sum(1)
        return np.concatenate([slope.reshape(len(z), -1) for slope in slopes], axis=1).T.reshape(w.shape)

    def accuracy(self, w):
        """Share of rows on the right side, shape (*batch)."""
        return np.mean((forward(w, self.X)[-1] > 0) == self.y, axis=-1).reshape(w.shape[1:])


def he(seed):
    """The assignment's start, w (30,): He's normal weights layer by layer, and no biases."""
    rng, sizes, parts = np.random.RandomState(seed), (2, 5, 2, 1), []
    for n_in, n_out in pairwise(sizes):
        parts += [(rng.randn(n_out, n_in) * (2 / n_in) ** 0.5).T.ravel(), np.zeros(n_out)]
    return np.concatenate(parts)


def ng_batches(f):
    """The assignment's mini-batches: each epoch has its own seed, 11, 12, 13, …"""
    seed = 10
    while True:
        seed += 1
        epoch = f.on(np.random.RandomState(seed).permutation(len(f)))
        for begin in range(0, len(f), SIZE):
            yield epoch.on(slice(begin, begin + SIZE))


def train(f, start, rule, epochs=EPOCHS):
    """The final w, and every 100 epochs the cost that the assignment prints: of that epoch's last mini-batch."""
    per_epoch, batches, costs = -(-len(f) // SIZE), ng_batches(f), []
    for step in islice(walk(f, start, rule, batches=batches), epochs * per_epoch + 1):
        epoch, at = divmod(step.t, per_epoch)
        if at == per_epoch - 1 and epoch % EVERY == 0:
            rows = np.random.RandomState(11 + epoch).permutation(len(f))[at * SIZE :]
            with np.errstate(all="ignore"):
                costs.append(f.on(rows)(step.w))
    return step.w, np.array(costs)


def published(f):
    """Ng's three runs at η = 0.0007, and two more that tell why they differ."""
    rules = {
        "gd": gd(lr=7e-4),
        "ema_momentum": ema_momentum(lr=7e-4),
        "adam": adam(lr=7e-4),
        "momentum": momentum(lr=7e-4),
        "gd, ten times η": gd(lr=7e-3),
    }
    runs = {}
    for name, rule in rules.items():
        w, costs = train(f, he(3), rule)
        runs[name] = {"rule": repr(rule), "costs": digits(costs, 12), "w": digits(w, 17)}
        print(f"{rule!r}: accuracy {100 * f.accuracy(w):.2f} %, last cost {costs[90]:.6f}", flush=True)
    return runs


def fair(f, unseen):
    """Accuracy on the data and on unseen points, and the cost, for every method, start and learning rate."""
    starts, table = np.stack([he(seed) for seed in STARTS], axis=1)[..., None], {}
    for family in (gd, ema_momentum, momentum, adam):
        begun = time.perf_counter()
        w, _ = train(f, starts, family(lr=ETAS))
        with np.errstate(all="ignore"):
            found = {"accuracy": f.accuracy(w), "unseen": unseen.accuracy(w), "cost": f(w)}
        table[family.__name__] = {name: digits(np.nan_to_num(a, nan=1e9), 8) for name, a in found.items()}
        print(f"{family.__name__}: {time.perf_counter() - begun:.0f} s", flush=True)
    return table


def digits(a, n):
    """Nested lists of floats of n significant digits."""
    return [digits(part, n) for part in a] if np.ndim(a) else float(f"{a:.{n}g}")


def main():
    """Train, print and store."""
    begun = time.perf_counter()
    f, unseen = SmallNet(*moons()), SmallNet(*moons(10_000, seed=4))
    result = {
        "what": "2-5-2-1 network on make_moons(300, noise=0.2, random_state=3), batches of 64, 10,000 epochs",
        "command": "python book/slow/ng_table.py",
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "gdlib": gdlib.__version__},
        "every": EVERY,
        "runs": published(f),
        "etas": digits(ETAS, 8),
        "starts": STARTS,
        "fair": fair(f, unseen),
        "seconds": round(time.perf_counter() - begun),
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
