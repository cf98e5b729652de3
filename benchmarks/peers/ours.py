"""gdlib itself, called as a reader calls it."""

from itertools import islice

import numpy as np

import gdlib
from benchmarks.problems import BETA, KAPPA, LR, RIM, START, STEP, deep, digits, order, settings
from gdlib.empirical import Batches, Logistic, Softmax
from gdlib.nets import MLP, cross_entropy, tanh
from gdlib.objectives import Ravine, Rosenbrock


def descent(rule, steps):
    return gdlib.descend(Rosenbrock(), START, getattr(gdlib, rule)(lr=LR[rule]), steps)


def path(rule, steps):
    def run():
        way = descent(rule, steps)
        return way.w, way.f, way.grad_norm

    return run


def lookahead(steps):
    """Nesterov's path as torch and optax store it: the points w − η β v at which they take the gradient."""
    way, f = descent("nesterov", steps), Rosenbrock()
    w = way.w - LR["nesterov"] * BETA * way.state["v"]
    return w, f(w.T), gdlib.arrays.norm(f.grad(w.T))


def grid(points, steps):
    lr, beta = settings(points)

    def run():
        ends = gdlib.sweep(Ravine(KAPPA), RIM, gdlib.momentum(lr=lr[:, None], beta=beta), steps)
        return ends.f, ends.diverged

    return run


def last(moments, updates):
    return next(islice(moments, updates, None)).w


def epoch(batch, seed=0):
    f = Softmax(*digits())
    start = np.zeros(f.dim)

    def run():
        batches = Batches(f, min(batch, len(f)), np.random.default_rng(seed))
        w = last(gdlib.walk(f, start, gdlib.gd(lr=STEP), batches=batches), batches.per_epoch)
        return (f.weights(w),)

    return run


def look(depth, width):
    widths, arrays, X, y = deep(depth, width)
    net = MLP(widths, tanh)
    theta = net.layout.flat({f"{a}{l}": v for l, pair in enumerate(arrays, 1) for a, v in zip("Wb", pair, strict=True)})

    def run():
        Z, tape = net.forward(theta, X)
        dtheta, signals = net.backward(theta, tape, cross_entropy.grad(Z, y))
        G = net.layout.views(dtheta)
        measured = tape.Z[1:], signals.delta[1:], [G[f"W{l}"] for l in range(1, depth + 1)]
        return tuple(np.array([np.linalg.norm(a) for a in arrays]) for arrays in measured)

    return run


def one_digit(seed=0):
    X, y = digits()
    f = Logistic(X, np.where(y == 0, 1, -1))
    shuffled, start = order(len(f), seed), np.zeros(f.dim)

    def run():
        g = f.on(shuffled)
        singles = (g.on(slice(i, i + 1)) for i in range(len(g)))
        return (last(gdlib.walk(f, start, gdlib.gd(lr=STEP), batches=singles), len(g)),)

    return run
