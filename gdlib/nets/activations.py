"""Activations φ, each with its derivative beside it, written in terms of its output h = φ(z).

From the output a derivative costs a subtraction and a product, and the backward pass needs to keep h alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Activation:
    """h = φ(z), elementwise: ``phi(z)`` is the value, ``slope(h)`` is φ′(z) computed from h = φ(z).

    >>> float(tanh(0.0)), float(tanh.slope(tanh(0.0)))
    (0.0, 1.0)
    """

    name: str
    phi: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]

    def __call__(self, z: np.ndarray) -> np.ndarray:
        return self.phi(z)

    def __repr__(self) -> str:
        return self.name


def sigma(z: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """σ(z) = 1 / (1 + e^(−z)) = ½ (1 + tanh(z/2)), which overflows for no z; written to ``out`` where it is given."""
    if out is None:
        return 0.5 * (1 + np.tanh(0.5 * z))
    np.tanh(np.multiply(0.5, z, out=out), out=out)
    out += 1
    out *= 0.5
    return out


def leaky(a: float = 0.01) -> Activation:
    """φ(z) = max(z, a z), φ′ = 1 where h > 0, a elsewhere; 0 ≤ a < 1.  Maas, Hannun & Ng 2013.

    >>> leaky(0.1)(np.array([-2.0, 3.0])).tolist()
    [-0.2, 3.0]
    """
    if not 0 <= a < 1:
        raise ValueError(f"leaky takes a slope of 0 or more and less than 1 for negative z; got {a!r}")
    return Activation(f"leaky({a:g})", lambda z: np.maximum(z, a * z), lambda h: a + (1 - a) * (h > 0).astype(h.dtype))


def elu(a: float = 1.0) -> Activation:
    """φ(z) = z where z > 0, a (e^z − 1) elsewhere; φ′ = 1 or h + a.  Clevert, Unterthiner & Hochreiter 2016.

    >>> elu()(np.array([-np.log(2), 3.0])).tolist()
    [-0.5, 3.0]
    """
    if not a > 0:
        raise ValueError(f"elu takes a depth a above 0; got {a!r}")
    return Activation(
        f"elu({a:g})",
        lambda z: np.maximum(z, 0) + a * np.expm1(np.minimum(z, 0)),
        lambda h: (h > 0) + (h <= 0) * (h + a),
    )


identity = Activation("identity", lambda z: z, np.ones_like)
sigmoid = Activation("sigmoid", sigma, lambda h: h * (1 - h))
tanh = Activation("tanh", np.tanh, lambda h: 1 - h * h)
softsign = Activation("softsign", lambda z: z / (1 + np.abs(z)), lambda h: (1 - np.abs(h)) ** 2)
relu = Activation("relu", lambda z: np.maximum(z, 0), lambda h: (h > 0).astype(h.dtype))
softplus = Activation("softplus", lambda z: np.logaddexp(0, z), lambda h: -np.expm1(-h))
