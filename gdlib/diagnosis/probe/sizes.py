"""Sizes of torch tensors in decades, on any device and in any precision.

Numbers are widened before they are squared, so that a float16 of 1e-7 or a float64 of 1e-300 keeps its size.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor


def wide(x: Tensor) -> Tensor:
    """The same numbers detached, dense and real, as float64 where the device has it."""
    x = x.detach()
    if x.layout != torch.strided:
        x = x.coalesce().values() if x.is_sparse else x.to_dense()
    x = x.abs() if x.is_complex() else x
    return x.to(torch.float32 if x.device.type == "mps" else torch.float64)


def decades(x: Tensor, mean: bool = False) -> float:
    """log₁₀ of the norm of all numbers of ``x``, or of their root mean square; −inf for 0, NaN for none at all."""
    if x.numel() == 0:
        return math.nan
    if x.dtype == torch.float32 and x.layout == torch.strided and x.device.type != "mps":
        size, peak = torch.linalg.vector_norm(x.detach(), dtype=torch.float64).item(), 1.0  # squares to 1e-90: no loss
    else:
        x = wide(x)
        peak = x.abs().amax().item()
        size = torch.linalg.vector_norm(x / peak).item() if 0 < peak < math.inf else peak
        peak = peak if 0 < peak < math.inf else 1.0
    if size == 0:
        return -math.inf
    return math.log10(peak) + math.log10(size) - (0.5 * math.log10(x.numel()) if mean else 0)


def together(sizes: list[float]) -> float:
    """The decades of √(Σ size²) from the decades of each size; NaN for none."""
    if not sizes:
        return math.nan
    top = max(sizes)
    if math.isinf(top) or math.isnan(top):
        return top
    return top + 0.5 * math.log10(sum(10 ** (2 * (s - top)) for s in sizes))


def spread(x: Tensor) -> float:
    """Decades of what tells the examples of a batch from one another: x minus its mean over axis 0."""
    if x.ndim < 2 or len(x) < 2:
        return math.nan
    x = x.detach() if x.dtype == torch.float32 else wide(x)
    return decades(x - x.mean(dim=0), mean=True)


def nonfinite(x: Tensor) -> int:
    """How many numbers of ``x`` are NaN or infinite."""
    return int((~torch.isfinite(x.detach())).sum())


def tensors(x: Any) -> list[Tensor]:
    """All floating-point tensors in nested tuples, lists, dictionaries and packed sequences, in order."""
    if isinstance(x, Tensor):
        return [x] if x.is_floating_point() or x.is_complex() else []
    if isinstance(x, dict):
        return [t for value in x.values() for t in tensors(value)]
    if isinstance(x, (tuple, list)):
        return [t for value in x for t in tensors(value)]
    return []
