"""What a pass through a network leaves behind: the signal on its way forward, and the error on its way back.

Both are lists indexed by layer as in the text, l = 0 … L, with an array (n, m_l) for each.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Tape(NamedTuple):
    """The forward pass: ``Z[l]`` goes into the activation of layer l, ``H[l]`` comes out; H_0 = Z_0 = X, H_L = Z_L.

    ``hat[l]`` is (Ẑ_l, 1/√(var + ε)) where layer l is normalised, None elsewhere.
    """

    Z: list[np.ndarray]
    H: list[np.ndarray]
    hat: list[tuple[np.ndarray, np.ndarray] | None]


class Signals(NamedTuple):
    """The backward pass: ``delta[l]`` = δ_l = ∂L/∂Z_l, and ``dH[l]`` = ∂L/∂H_l.

    At both ends they are one: ∂L/∂X for l = 0, and what the loss handed over for l = L.  A skip leads from Z to Z,
    so that it is δ that it carries back.
    """

    delta: list[np.ndarray]
    dH: list[np.ndarray]
