"""The plain NumPy loop, as a textbook writes it: a list of points, and the loss and the gradient's norm at each."""

import numpy as np

from benchmarks.problems import BETA, BETA2, EPS, LR, START


def f(w):
    x, y = w
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def grad(w):
    x, y = w
    return np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])


def gd(w, steps, lr):
    points, losses, norms = [], [], []
    for _ in range(steps + 1):
        g = grad(w)
        points.append(w)
        losses.append(f(w))
        norms.append(np.linalg.norm(g))
        w = w - lr * g
    return points, losses, norms


def momentum(w, steps, lr):
    points, losses, norms = [], [], []
    v = np.zeros_like(w)
    for _ in range(steps + 1):
        g = grad(w)
        points.append(w)
        losses.append(f(w))
        norms.append(np.linalg.norm(g))
        v = BETA * v + g
        w = w - lr * v
    return points, losses, norms


def nesterov(w, steps, lr):
    points, losses, norms = [], [], []
    v = np.zeros_like(w)
    for _ in range(steps + 1):
        points.append(w)
        losses.append(f(w))
        norms.append(np.linalg.norm(grad(w)))
        v = BETA * v + grad(w - lr * BETA * v)
        w = w - lr * v
    return points, losses, norms


def adam(w, steps, lr):
    points, losses, norms = [], [], []
    m, s = np.zeros_like(w), np.zeros_like(w)
    for t in range(1, steps + 2):
        g = grad(w)
        points.append(w)
        losses.append(f(w))
        norms.append(np.linalg.norm(g))
        m = BETA * m + (1 - BETA) * g
        s = BETA2 * s + (1 - BETA2) * g**2
        w = w - lr * (m / (1 - BETA**t)) / (np.sqrt(s / (1 - BETA2**t)) + EPS)
    return points, losses, norms


RULES = {"gd": gd, "momentum": momentum, "nesterov": nesterov, "adam": adam}


def path(rule, steps):
    def run():
        return tuple(map(np.array, RULES[rule](np.array(START), steps, LR[rule])))

    return run
