"""What a pass through a network leaves behind: the signal on its way forward, and the error on its way back.

Both are lists indexed by layer as in the text, l = 0 … L, with an array (n, m_l) for each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np


class Tape(NamedTuple):
    """The forward pass: ``Z[l]`` goes into the activation of layer l, ``H[l]`` comes out; H_0 = Z_0 = X, H_L = Z_L.

    ``hat[l]`` is (Ẑ_l, 1/√(var + ε)) where layer l is normalised, None elsewhere.
    """

    Z: list[np.ndarray]
    H: list[np.ndarray]
    hat: list[tuple[np.ndarray, np.ndarray] | None]


@dataclass(frozen=True, eq=False, repr=False)
class Signals:
    """The backward pass: ``delta[l]`` = δ_l = ∂L/∂Z_l, and ``dH[l]`` = ∂L/∂H_l, worked out again when asked for.

    At both ends they are one: ∂L/∂X for l = 0, and what the loss handed over for l = L.  A skip leads from Z to Z,
    so that it is δ that it carries back.  ``through(l)`` is ∂L/∂H_(l−1) from δ_l: keeping all of these beside δ costs
    a pass a third of its time, for memory that few look into.
    """

    delta: list[np.ndarray]
    through: Callable[[int], np.ndarray]

    @cached_property
    def dH(self) -> list[np.ndarray]:
        """∂L/∂H_l for l = 0 … L, shape (n, m_l) each."""
        return [*(self.through(l) for l in range(1, len(self.delta))), self.delta[-1]]


def side_by_side(n: int, widths: Sequence[int], dtype: np.dtype) -> list[np.ndarray]:
    """An array (n, m) for each width m, all in one block, whose numbers are whatever was there.

    A pass through narrow layers spends half of its time on asking the system for memory and giving it back, if it
    does so array by array; a block as large as the rest of the pass stays with the process.

    >>> [a.shape for a in side_by_side(5, (2, 3), np.dtype(float))]
    [(5, 2), (5, 3)]
    """
    block = np.empty(n * sum(widths), dtype)
    ends = n * np.cumsum([0, *widths])
    return [block[i:j].reshape(n, m) for i, j, m in zip(ends[:-1], ends[1:], widths, strict=True)]
