"""Surfaces over the plane that are no bowls: a curved valley and two saddles.

Each holds its gradient and Hessian by hand, broadcasting over ``(2, *batch)``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Rosenbrock:
    """f(x, y) = (a − x)² + b (y − x²)²: a curved valley; minimum 0 at (a, a²).  Rosenbrock 1960."""

    a: float = 1.0
    b: float = 100.0
    dim = 2

    def __call__(self, w):
        x, y = w
        return (self.a - x) ** 2 + self.b * (y - x * x) ** 2

    def grad(self, w):
        x, y = w
        rise = self.b * (y - x * x)
        return np.array([-2 * (self.a - x) - 4 * x * rise, 2 * rise])

    def hessian(self, w):
        x, y = w
        return np.array([[2 - 4 * self.b * (y - 3 * x * x), -4 * self.b * x], [-4 * self.b * x, 2 * self.b + 0 * x]])


@dataclass(frozen=True)
class Saddle:
    """f(x, y) = ½ (x² − y²): down along y, up along x; the stationary point (0, 0) repels all but the x-axis."""

    dim = 2

    def __call__(self, w):
        x, y = w
        return 0.5 * (x * x - y * y)

    def grad(self, w):
        x, y = w
        return np.array([x, -y])

    def hessian(self, w=None):
        return np.diag([1.0, -1.0])


@dataclass(frozen=True)
class MonkeySaddle:
    """f(x, y) = x³ − 3 x y²: three ways down (two legs and a tail), with a Hessian that is zero at (0, 0)."""

    dim = 2

    def __call__(self, w):
        x, y = w
        return x**3 - 3 * x * y * y

    def grad(self, w):
        x, y = w
        return np.array([3 * (x * x - y * y), -6 * x * y])

    def hessian(self, w):
        x, y = w
        return 6 * np.array([[x, -y], [-y, -x]])
