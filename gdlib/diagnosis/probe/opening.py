"""Weights that are 0 at the start and will not stay so: heads, branches and gates that training opens.

ReZero, LoRA, zero-initialised heads and the last norms of residual branches begin like this, and are meant to.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from gdlib.diagnosis.closed import ASIDE
from gdlib.diagnosis.probe import asked, leaves, sizes


def open_up(model: nn.Module, loss_fn: Callable[[nn.Module], Tensor]) -> None:
    """Move every parameter of a copy that is 0 in full, and has a gradient, against that gradient."""
    leaves.backward(asked.scalar_loss(loss_fn, model), model)
    with torch.no_grad():
        for p in model.parameters():
            size = sizes.decades(p.grad, mean=True) if p.grad is not None and not p.any() else -np.inf
            if np.isfinite(size):
                p.sub_(p.grad.to_dense() * (ASIDE / 10**size))
            p.grad = None
