"""How signals change from layer to layer at the start: mean squares forward, and what an error is multiplied by back.

In a wide layer with random weights each z is a sum of many independent terms, so it is taken to be normal, N(0, q).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from gdlib.theory import asked

WIDE, CELLS = 10.0, 4_000  # ±10 standard deviations; an even number of cells, so that a kink at 0 lies between two


class Sizes(NamedTuple):
    """``forward`` holds the mean squares of z_1 … z_L, ``backward`` those of δ_1 … δ_L as multiples of the last."""

    forward: np.ndarray
    backward: np.ndarray


def gaussian_mean(function: Callable[[np.ndarray], np.ndarray], q: float = 1.0) -> float:
    """E g(z) for z ~ N(0, q), by the midpoint rule; a kink or a jump at 0 costs no accuracy.

    >>> gaussian_mean(lambda z: z**2, 4.0)
    4.0
    """
    if not q > 0:
        raise ValueError(f"a normal number needs a variance q above 0; got {q!r}")
    step = 2 * WIDE / CELLS
    x = (np.arange(CELLS) + 0.5) * step - WIDE
    return float(function(q**0.5 * x) @ np.exp(-0.5 * x * x) * step / (2 * np.pi) ** 0.5)


def gain(phi: Callable[[np.ndarray], np.ndarray], q: float = 1.0) -> float:
    """√(q / E φ(z)²) for z ~ N(0, q): weights of variance gain²/n_in keep the mean square of z at q.

    √2 for ReLU: He, Zhang, Ren & Sun 2015, eq. 10.

    >>> from gdlib.nets import relu
    >>> gain(relu)
    1.414214
    """
    through = gaussian_mean(lambda z: phi(z) ** 2, q)
    if not through > 0:
        raise ValueError("gain needs an activation that lets something through; this one gives 0 for every z")
    return float((asked.plain(q) / through) ** 0.5)


def signal_sizes(activation, variance: float, depth: int, q: float = 1.0) -> Sizes:
    """q_{l+1} = v E φ(z_l)² from q_1 = q, and E δ_l² = v E φ′(z_l)² E δ_{l+1}², for equally wide layers.

    ``activation`` is one of ``gdlib.nets`` with its ``slope``; ``variance`` is v = n Var W.  The first holds for
    wide layers; the second also takes the weights on the way back to be fresh.  Poole et al. 2016; Schoenholz et al.
    2017.

    >>> from gdlib.nets import relu
    >>> sizes = signal_sizes(relu, variance=1.0, depth=4)
    >>> sizes.forward.tolist(), sizes.backward.tolist()
    ([1.0, 0.5, 0.25, 0.125], [0.125, 0.25, 0.5, 1.0])
    """
    if not variance > 0:
        raise ValueError(f"signal_sizes needs a weight variance n Var W above 0; got {variance!r}")
    if not depth >= 1:
        raise ValueError(f"signal_sizes needs a depth of 1 layer or more; got {depth!r}")
    forward, factors = [float(q)], []
    for _ in range(depth - 1):
        factors.append(variance * gaussian_mean(lambda z: activation.slope(activation.phi(z)) ** 2, forward[-1]))
        forward.append(variance * gaussian_mean(lambda z: activation.phi(z) ** 2, forward[-1]))
    return Sizes(np.array(forward), np.append(np.cumprod(factors[::-1])[::-1], 1.0))
