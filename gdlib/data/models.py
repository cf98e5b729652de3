"""The model functions of NIST's nonlinear problems: each formula stands beside its partial derivatives.

A model takes parameters w (d, *batch) and inputs x that broadcast; its Jacobian is the list of the d partials.
"""

from __future__ import annotations

import numpy as np


def saturating(w, x):
    """Misra1a: y = w₁ (1 − exp(−w₂ x))."""
    return w[0] * (1 - np.exp(-w[1] * x))


def saturating_jacobian(w, x):
    """∂y/∂w₁ and ∂y/∂w₂ of ``saturating``."""
    e = np.exp(-w[1] * x)
    return [1 - e, w[0] * x * e]


def damped_hyperbola(w, x):
    """Chwirut2: y = exp(−w₁ x) / (w₂ + w₃ x)."""
    return np.exp(-w[0] * x) / (w[1] + w[2] * x)


def damped_hyperbola_jacobian(w, x):
    """The three partials of ``damped_hyperbola``."""
    y, q = damped_hyperbola(w, x), w[1] + w[2] * x
    return [-x * y, -y / q, -x * y / q]


def three_exponentials(w, x):
    """Lanczos3: y = w₁ exp(−w₂ x) + w₃ exp(−w₄ x) + w₅ exp(−w₆ x)."""
    return w[0] * np.exp(-w[1] * x) + w[2] * np.exp(-w[3] * x) + w[4] * np.exp(-w[5] * x)


def three_exponentials_jacobian(w, x):
    """The six partials of ``three_exponentials``."""
    a, b, c = (np.exp(-w[j] * x) for j in (1, 3, 5))
    return [a, -w[0] * x * a, b, -w[2] * x * b, c, -w[4] * x * c]


def rational(w, x):
    """MGH09: y = w₁ (x² + w₂ x) / (x² + w₃ x + w₄)."""
    return w[0] * (x * x + w[1] * x) / (x * x + w[2] * x + w[3])


def rational_jacobian(w, x):
    """The four partials of ``rational``."""
    p, q = x * x + w[1] * x, x * x + w[2] * x + w[3]
    y = w[0] * p / q
    return [p / q, w[0] * x / q, -x * y / q, -y / q]


def peak(w, x):
    """Eckerle4: y = (w₁/w₂) exp(−½ ((x − w₃)/w₂)²)."""
    return w[0] / w[1] * np.exp(-0.5 * ((x - w[2]) / w[1]) ** 2)


def peak_jacobian(w, x):
    """The three partials of ``peak``."""
    z = (x - w[2]) / w[1]
    bell = np.exp(-0.5 * z * z) / w[1]
    y = w[0] * bell
    return [bell, y * (z * z - 1) / w[1], y * z / w[1]]
