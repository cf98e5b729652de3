"""Leave everything as it was: a copy to work on, the state of every generator of random numbers put back.

What a probe cannot work with is said here too, each in one sentence.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from gdlib.diagnosis.probe.sizes import nonfinite, tensors


def bare(model: Any) -> nn.Module:
    """The model itself, out of the wrappers of torch.compile and DataParallel.  Raises for what cannot be probed."""
    if not isinstance(model, nn.Module):
        raise TypeError(f"probe takes a torch.nn.Module; got {type(model).__name__}")
    if isinstance(model, torch.jit.ScriptModule):
        raise TypeError("a module of torch.jit lets nobody look into it; give the model as it was before torch.jit")
    model = getattr(model, "_orig_mod", model)
    if isinstance(model, (nn.DataParallel, nn.parallel.DistributedDataParallel)):
        model = model.module
    known = [(name, p) for name, p in model.named_parameters() if not nn.parameter.is_lazy(p)]
    if not any(p.requires_grad for p in model.parameters()):
        kind = "parameters that require a gradient" if known else "parameters"
        raise ValueError(f"{type(model).__name__} has no {kind}, so nothing flows back through it")
    for name, p in known:
        _sound(name, p)
    for where, module in model.named_modules():
        _statistics(where, module)
    return model


def _statistics(where: str, module: nn.Module) -> None:
    """Raise for a norm in eval mode whose running mean or variance are no numbers: it will divide by these."""
    for name in ("running_mean", "running_var") if not module.training else ():
        if isinstance(b := getattr(module, name, None), Tensor) and (bad := nonfinite(b)):
            name = f"{where}.{name}" if where else name
            raise ValueError(f"buffer {name!r} holds {bad} NaN or infinite number(s) already; probe an earlier state")


def _sound(name: str, p: Tensor) -> None:
    """Raise for a parameter without numbers, or with such as are none."""
    if p.device.type == "meta":
        raise ValueError(f"parameter {name!r} is on the device meta and holds no numbers; initialise the model first")
    if p.numel() == 0:
        raise ValueError(f"parameter {name!r} has shape {tuple(p.shape)}; give every layer a width of 1 or more")
    if bad := nonfinite(p):
        raise ValueError(f"parameter {name!r} holds {bad} NaN or infinite number(s) already; probe an earlier state")


def twin(model: nn.Module, optimizer: Any) -> tuple[nn.Module, Any]:
    """A deep copy of the model, with the optimizer's copy tied to it.  Raises ValueError where copying fails."""
    held = [t for m in model.modules() for t in vars(m).values() if isinstance(t, Tensor) and t.grad_fn is not None]
    memo = {id(t): t.detach().clone() for t in held}  # results of an earlier pass; torch refuses to copy these
    try:
        copy, optimizer = deepcopy((model, optimizer), memo)
    except Exception as problem:
        raise ValueError(f"probe works on a copy, and {type(model).__name__} cannot be copied: {problem}") from problem
    for p in copy.parameters():
        p.grad = None
    copy.register_forward_pre_hook(_inputs_fit, with_kwargs=True)
    return copy, optimizer


def remarks(model: nn.Module, optimizer: Any) -> tuple[str, ...]:
    """What may be meant or a mistake, and is therefore said and not judged: parameters that nothing will move."""
    moved = {id(p) for group in optimizer.param_groups for p in group["params"]} if optimizer else set()
    frozen = [name for name, p in model.named_parameters() if not p.requires_grad]
    left = [name for name, p in model.named_parameters() if p.requires_grad and id(p) not in moved]
    said = {"frozen": frozen, f"not moved by this {type(optimizer).__name__}": left if optimizer else []}
    told = tuple(f"{what}: {listed(names)}" for what, names in said.items() if names)
    if optimizer and all(group.get("lr") == 0 for group in optimizer.param_groups):
        told += (f"the rate of this {type(optimizer).__name__} is 0 at present",)
    return told


def listed(names: Sequence[str]) -> str:
    """Names in a row, the first few of many."""
    return ", ".join(names) if len(names) <= 6 else f"{', '.join(names[:5])} and {len(names) - 5} more"


def _inputs_fit(model: nn.Module, args: Any, kwargs: Any) -> None:
    """The input of the whole model is finite and on the model's device, where it has but one."""
    devices = {p.device for p in model.parameters()}
    for x in tensors([args, kwargs]):
        if len(devices) == 1 and x.device not in devices and x.ndim:
            raise ValueError(f"the model is on {devices.pop()} and its input on {x.device}; move one to the other")
        if bad := nonfinite(x):
            raise ValueError(f"the model's input holds {bad} NaN or infinite number(s) already; mend the data first")


@contextmanager
def untouched_chance() -> Iterator[None]:
    """Whatever is drawn inside, the generators of torch (CPU and CUDA), NumPy and Python do not notice."""
    cuda = list(range(torch.cuda.device_count())) if torch.cuda.is_initialized() else []
    own, numpys = random.getstate(), np.random.get_state()  # noqa: NPY002 (a loss_fn may draw from the global one)
    try:
        with torch.random.fork_rng(devices=cuda):
            yield
    finally:
        random.setstate(own)
        np.random.set_state(numpys)  # noqa: NPY002


def called(any_layer: bool) -> None:
    """Raise where the loss has called no layer of the copy that it was handed."""
    if not any_layer:
        raise ValueError("loss_fn called no layer of the model that it was handed; write lambda m: loss(m(x), y)")
