"""A second look in float64, for errors that are 0 in the model's own precision and yet not 0.

Whatever meets a float64 number becomes one, so that neither the model nor its loss needs to be rewritten.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from gdlib.diagnosis.flow import Flow

# What must see the tensor itself: attributes, writing into it, and the bookkeeping of autograd.
KEPT = {"__get__", "__set__", "__setitem__", "__deepcopy__", "__reduce_ex__", "to", "register_hook", "backward"}
NARROW = {torch.float16, torch.bfloat16, torch.float32}


class Float64(TorchFunctionMode):
    """Inside a ``with``, every function of torch sees its narrower floating-point arguments as float64."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        name, kwargs = getattr(func, "__name__", ""), kwargs or {}
        in_place = name.endswith("_") and not name.endswith("__")
        if name in KEPT or in_place:
            return func(*args, **kwargs)
        return func(*_widen(args), **_widen(kwargs))


def _widen(x: Any) -> Any:
    if isinstance(x, Tensor):
        return x.double() if x.dtype in NARROW else x
    if type(x) in (tuple, list):
        return type(x)(_widen(value) for value in x)
    return {key: _widen(value) for key, value in x.items()} if type(x) is dict else x


def merged(own: Flow, wide: Flow) -> Flow:
    """The own flow with its lost errors, and their weight gradients, as float64 sees them."""
    if own.where != wide.where:
        return own
    lost = np.isneginf(own.log_error) & np.isfinite(wide.log_error)
    return dataclasses.replace(
        own,
        log_error=np.where(lost, wide.log_error, own.log_error),
        log_weight=np.where(lost, wide.log_weight, own.log_weight),
        lost=lost,
    )
