"""Numba, compiled on its first call: the path as one would write it in C."""

import numpy as np
from numba import njit

from benchmarks.problems import BETA, BETA2, EPS, LR, START


@njit
def slope(x, y):
    rise = y - x * x
    return -2 * (1 - x) - 400 * x * rise, 200 * rise


@njit
def record(t, x, y, points, losses, norms):
    gx, gy = slope(x, y)
    points[t, 0], points[t, 1] = x, y
    losses[t] = (1 - x) ** 2 + 100 * (y - x * x) ** 2
    norms[t] = np.sqrt(gx * gx + gy * gy)


@njit
def averaged(x, y, steps, lr, beta, ahead):
    """Descent with a velocity: none at beta = 0, the heavy ball at ahead = 0, Nesterov's at ahead = lr · beta."""
    points, losses, norms = np.empty((steps + 1, 2)), np.empty(steps + 1), np.empty(steps + 1)
    u = v = 0.0
    for t in range(steps + 1):
        record(t, x, y, points, losses, norms)
        gx, gy = slope(x - ahead * u, y - ahead * v)
        u, v = beta * u + gx, beta * v + gy
        x, y = x - lr * u, y - lr * v
    return points, losses, norms


@njit
def scaled(x, y, steps, lr, beta1, beta2, eps):
    """Adam."""
    points, losses, norms = np.empty((steps + 1, 2)), np.empty(steps + 1), np.empty(steps + 1)
    m, n, r, s = 0.0, 0.0, 0.0, 0.0
    for t in range(steps + 1):
        record(t, x, y, points, losses, norms)
        gx, gy = slope(x, y)
        m, n = beta1 * m + (1 - beta1) * gx, beta1 * n + (1 - beta1) * gy
        r, s = beta2 * r + (1 - beta2) * gx * gx, beta2 * s + (1 - beta2) * gy * gy
        one, two = 1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1)
        x, y = x - lr * (m / one) / (np.sqrt(r / two) + eps), y - lr * (n / one) / (np.sqrt(s / two) + eps)
    return points, losses, norms


def path(rule, steps):
    lr = LR[rule]
    if rule == "adam":
        return lambda: scaled(*START, steps, lr, BETA, BETA2, EPS)
    beta, ahead = {"gd": (0.0, 0.0), "momentum": (BETA, 0.0), "nesterov": (BETA, lr * BETA)}[rule]
    return lambda: averaged(*START, steps, lr, beta, ahead)
