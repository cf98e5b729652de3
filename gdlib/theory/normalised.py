"""What batch normalisation does to the error in a plain ReLU network at its start: it grows in every layer.

The factor is exact for wide layers, for every batch size.
"""

from __future__ import annotations

import numpy as np

from gdlib.theory.asked import Number, plain
from gdlib.theory.kernels import coactive, relu_kernel


def batch_norm_growth(B: Number) -> Number:
    """E‖δ_l‖² / E‖δ_(l+1)‖² in wide plain ReLU networks with batch normalisation and He's weights, batches of B.

    B (1 − (2 − κ₀ − κ₁)/B) / ((B − 3)(1 − κ₁)), with κ₀ = 2 ``coactive(c)`` and κ₁ = ``relu_kernel(c)`` at
    c = −1/(B − 1); for large batches π/(π − 1).  It does not exist for three examples or fewer.

    >>> batch_norm_growth([8, 64, 512, np.inf]).round(3).tolist()
    [1.788, 1.493, 1.47, 1.467]

    Raises
    ------
    ValueError
        For a batch of three examples or fewer, where the mean of 1/variance is infinite.
    """
    B = np.asarray(B, dtype=float)
    if not np.all(B > 3):
        raise ValueError(f"with a batch of 3 or fewer the mean of 1/variance is infinite; batch_norm_growth got {B}")
    c = -1 / (B - 1)
    kappa0, kappa1 = 2 * np.asarray(coactive(c)), np.asarray(relu_kernel(c))
    return plain((1 - (2 - kappa0 - kappa1) / B) / ((1 - 3 / B) * (1 - kappa1)))
