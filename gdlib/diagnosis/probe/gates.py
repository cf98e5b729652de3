"""How flat the gates of an LSTM or GRU are at one step, computed beside torch's own step.

One flat gate is how such a layer remembers, so that a layer is as flat as the least flat of its gates.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import linear

from gdlib.diagnosis.thresholds import EDGE

FLAT_SIGMOID, FLAT_TANH = 2 * math.atanh(EDGE), math.atanh(EDGE)  # the inputs from which on they are flat


@torch.no_grad()
def flatness(mode: str, x: Tensor, h: Tensor | None, W: list[Any]) -> float:
    """The smallest share of flat values among the gates, for W = [W_ih, W_hh, b_ih, b_hh]; NaN where there are none."""
    if mode not in ("LSTM", "GRU"):
        return math.nan
    above = linear(x, W[0], W[2])
    before = linear(above.new_zeros(*x.shape[:-1], W[1].shape[1]) if h is None else h, W[1], W[3])
    if mode == "LSTM":
        i, f, g, o = (above + before).chunk(4, dim=-1)
        return min(*(_share(gate, FLAT_SIGMOID) for gate in (i, f, o)), _share(g, FLAT_TANH))
    (r, z, n), (r_h, z_h, n_h) = above.chunk(3, dim=-1), before.chunk(3, dim=-1)
    new = n + n_h / (1 + torch.exp(-r - r_h))
    return min(_share(r + r_h, FLAT_SIGMOID), _share(z + z_h, FLAT_SIGMOID), _share(new, FLAT_TANH))


def _share(values: Tensor, limit: float) -> float:
    return (values.abs() > limit).double().mean().item()
