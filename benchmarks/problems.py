"""What is computed: one path, one map, one epoch, one look into a deep network.

Plain data, so that a peer in a fresh process loads nothing else.
"""

import itertools

import numpy as np

# One path: Rosenbrock's valley from its usual start, as long a step as each rule bears there.
START = (-1.2, 1.0)
LR = {"gd": 5e-4, "momentum": 5e-4, "nesterov": 5e-4, "adam": 1e-2}
BETA = 0.9
BETA2, EPS = 0.999, 1e-8

# One map: the heavy ball in a ravine, final loss over (lr, beta); it has run away above RUNAWAY times the first loss.
KAPPA = 50.0
RIM = (-9.0, 1.5)
RUNAWAY = 1e6 * 0.5 * (RIM[0] ** 2 + KAPPA * RIM[1] ** 2)

# One epoch of softmax regression, plain descent, and the step for it.
STEP = 0.1


def settings(points):
    """The axes of the map: lr (points,) and beta (points,)."""
    return np.linspace(0.001, 0.08, points), np.linspace(0, 0.99, points)


def digits():
    """The 8 × 8 digits with a column of ones: X (1797, 65) between 0 and 1, y (1797,)."""
    from gdlib.data import digits, with_bias

    X, y = digits()
    return with_bias(X / X.max()), y


def deep(depth, width, n=128):
    """A tanh network and some digits: widths, [(W, b)] of each layer by input and unit, X (n, 64), whole y (n,)."""
    rng, widths = np.random.default_rng(0), (64, *[width] * (depth - 1), 10)
    sizes = itertools.pairwise(widths)
    layers = [(rng.normal(0, (2 / (a + b)) ** 0.5, (a, b)), rng.normal(0, 0.1, b)) for a, b in sizes]
    X, y = digits()
    rows = order(len(X))[:n]
    return widths, layers, 2 * X[rows, :64] - 1, y[rows].astype(int)


def order(n, seed=0):
    """The shuffle of an epoch, the same for every peer."""
    return np.random.default_rng(seed).permutation(n)
