"""What the caller hands over beside the model, a loss and perhaps an optimizer, checked before anything runs."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from torch import Tensor, nn

WRITE = "write lambda m: loss(m(x), y)"


def takes_a_model(loss_fn: Any) -> None:
    """Raise for a loss_fn that is no function of one model: the loss itself, or a loss of outputs and targets."""
    kind = getattr(loss_fn, "__name__", type(loss_fn).__name__)
    if not callable(loss_fn):
        raise TypeError(f"loss_fn must be a function that takes a model; got {kind}: {WRITE}")
    if not _binds(loss_fn.forward if isinstance(loss_fn, nn.Module) else loss_fn, None):
        raise TypeError(f"loss_fn must be a function of the model alone, which {kind} is not: {WRITE}")


def _binds(function: Callable, *args: Any) -> bool:
    """Whether a function can be called with these arguments; True where it does not say what it takes."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return True
    try:
        signature.bind(*args)
    except TypeError:
        return False
    return True


def belongs(optimizer: Any, model: nn.Module) -> None:
    """Raise where an optimizer is given that moves no parameter of the model, or not without being helped."""
    if optimizer is None:
        return
    kind = type(optimizer).__name__
    moved = {id(p) for group in optimizer.param_groups for p in group["params"]}
    if not any(id(p) in moved for p in model.parameters()):
        raise ValueError(f"this {kind} moves no parameter of the model; give the model's own optimizer")
    if not _binds(type(optimizer).step, optimizer):
        raise TypeError(f"{kind} needs a closure for each step, and probe gives it none; leave the optimizer out")


def scalar_loss(loss_fn: Callable[[nn.Module], Tensor], model: nn.Module) -> Tensor:
    """loss_fn(model) as a tensor of one number that depends on the model.  Raises for anything else."""
    loss = loss_fn(model)
    if not isinstance(loss, Tensor):
        raise TypeError(f"loss_fn must return a torch tensor of one number; got {_instead(loss)}")
    if loss.numel() != 1:
        raise ValueError(f"loss_fn must return one number; got shape {tuple(loss.shape)}: take its mean")
    if not loss.requires_grad:
        raise ValueError(
            f"the loss does not depend on the model that loss_fn was handed; {WRITE}, with no no_grad, detach or "
            "argmax on the way from the model to the loss"
        )
    if any(p.grad is not None for p in model.parameters()):
        raise ValueError("loss_fn has called backward itself; leave that to probe, and only return the loss")
    return loss.squeeze()


def _instead(loss: Any) -> str:
    """What came instead of a loss, and what to do about it."""
    if loss is None:
        return "None (end loss_fn with return loss)"
    try:
        float(loss)
    except (TypeError, ValueError):
        return f"{type(loss).__name__} (return the loss in it alone)"
    return f"{type(loss).__name__} (leave out .item())"
