"""A loss at every step of a sequence: the mean over all steps of all examples.

Any loss of ``gdlib.nets`` becomes one, because a step of an example is to it a row like any other.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlib.nets.losses import Loss


def each_step(loss: Loss) -> Loss:
    """L = (1/nT) Σ_i Σ_t loss(z_it, y_it), for outputs Z (n, T, m) and targets y (n, T), or (n, T, m).

    >>> from gdlib.nets import squared
    >>> float(each_step(squared)(np.array([[[1.0], [3.0]]]), [[1.0, 1.0]]))
    1.0
    """

    def targets(y: Any, shape: tuple[int, ...]) -> np.ndarray:
        if len(shape) != 3:
            raise ValueError(f"each_step takes outputs (n, T, m), of a network with every_step=True; got shape {shape}")
        if np.shape(y)[:2] != shape[:2]:
            raise ValueError(f"each_step takes a target for each of {shape[:2]} steps; y has shape {np.shape(y)}")
        flat = loss.targets(_rows(np.asarray(y)), (shape[0] * shape[1], shape[2]))
        return flat.reshape(*shape[:2], *flat.shape[1:])

    def slope(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
        return loss.slope(_rows(Z), _rows(y)).reshape(Z.shape)

    return Loss(f"each_step({loss!r})", lambda Z, y: loss.value(_rows(Z), _rows(y)), slope, targets)


def _rows(a: np.ndarray) -> np.ndarray:
    """(n, T, …) as (n T, …)."""
    return a.reshape(-1, *a.shape[2:])
