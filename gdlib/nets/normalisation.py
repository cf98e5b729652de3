"""Normalisation: ẑ = (z − mean) / √(var + ε), over the examples of a batch or over the units of a layer.

Batch and layer normalisation are one equation along two axes; the gain and the shift after it belong to θ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class Moments(NamedTuple):
    """Mean and variance of each unit, shapes (m,): what batch normalisation uses when it is not training."""

    mean: np.ndarray
    var: np.ndarray


@dataclass(frozen=True)
class Normalisation:
    """Ẑ = (Z − mean(Z)) / √(var(Z) + ε) along an axis of Z (n, m): 0, the examples; 1, the units.

    ``forward`` gives Ẑ and 1/√(var + ε); ``backward`` takes both and ∂L/∂Ẑ to ∂L/∂Z.

    >>> batch_norm.forward(np.array([[1.0], [3.0]]))[0].round(4).tolist()
    [[-1.0], [1.0]]
    """

    name: str
    axis: int
    eps: float = 1e-5

    def forward(self, Z: np.ndarray, moments: Moments | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Ẑ and 1/√(var + ε), of Z's own moments or of those given.

        Raises
        ------
        ValueError
            If batch normalisation is to find the moments of a single example.
        """
        if moments is not None:
            scale = (moments.var + self.eps) ** -0.5
            return (Z - moments.mean) * scale, scale
        if self.axis == 0 and len(Z) < 2:
            raise ValueError(
                "batch_norm needs 2 or more examples to find a variance; give more, or use net.at(moments)"
            )
        C = Z - Z.mean(axis=self.axis, keepdims=True)
        scale = ((C * C).mean(axis=self.axis, keepdims=True) + self.eps) ** -0.5
        return C * scale, scale

    def backward(self, Zhat: np.ndarray, scale: np.ndarray, dZhat: np.ndarray) -> np.ndarray:
        """∂L/∂Z = (dẐ − mean(dẐ) − Ẑ · mean(dẐ ⊙ Ẑ)) / √(var + ε), means along the axis.

        What is left is orthogonal to 1 and, but for ε, to ẑ.  With given moments, which are constants and have
        one dimension, it is dẐ / √(var + ε).  Ioffe & Szegedy 2015, section 3.
        """
        if scale.ndim == 1:
            return dZhat * scale
        mean = dZhat.mean(axis=self.axis, keepdims=True)
        along = (dZhat * Zhat).mean(axis=self.axis, keepdims=True)
        return (dZhat - mean - Zhat * along) * scale

    def __repr__(self) -> str:
        return self.name


def running(old: tuple[Moments, ...], new: tuple[Moments, ...], rate: float = 0.1) -> tuple[Moments, ...]:
    """The mean and the variance of each layer as they move: m ← (1 − rate) m + rate m_new, torch's running statistics.

    >>> start = (Moments(np.zeros(1), np.ones(1)),)
    >>> running(start, (Moments(np.full(1, 5.0), np.full(1, 3.0)),))[0].mean.tolist()
    [0.5]
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"running takes a rate from 0 (keep the old) to 1 (take the new); got {rate!r}")
    pairs = zip(old, new, strict=True)
    return tuple(Moments(*((1 - rate) * a + rate * b for a, b in zip(m, k, strict=True))) for m, k in pairs)


batch_norm = Normalisation("batch_norm", axis=0)  # Ioffe & Szegedy 2015, algorithm 1
layer_norm = Normalisation("layer_norm", axis=1)  # Ba, Kiros & Hinton 2016, eq. 3
