"""What a backward pass would write outside the copy: gradients of other models and of inputs, put back behind it.

A loss may reach more than the model that it was handed: the discriminator of a GAN, data that require a gradient, the
model itself where a penalty is written with its parameters.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from torch import Tensor, nn


def backward(loss: Tensor, model: nn.Module, *, retain: bool = False) -> None:
    """The backward pass of ``loss``, of which nothing but the parameters of ``model`` keeps a gradient."""
    with _untouched(_leaves(loss), model):
        loss.backward(retain_graph=retain)


@contextmanager
def _untouched(leaves: list[Tensor], model: nn.Module) -> Iterator[None]:
    """Gradients and hooks of all leaves but the parameters of ``model`` are set aside, and put back."""
    own = {id(p) for p in model.parameters()}
    others = [leaf for leaf in leaves if id(leaf) not in own]
    grads = [leaf.grad for leaf in others]
    hooks = [h for leaf in others for h in (leaf._backward_hooks, leaf._post_accumulate_grad_hooks) if h]
    held = [dict(h) for h in hooks]
    try:
        _assign(others, [None] * len(others), hooks, [{} for _ in hooks])
        yield
    finally:
        _assign(others, grads, hooks, held)


def _assign(leaves: list[Tensor], grads: list, hooks: list[dict], held: list[dict]) -> None:
    """Give every leaf its gradient, and every table of hooks its entries; torch knows the tables by identity."""
    for leaf, grad in zip(leaves, grads, strict=True):
        leaf.grad = grad
    for table, entries in zip(hooks, held, strict=True):
        table.clear()
        table.update(entries)


def _leaves(loss: Tensor) -> list[Tensor]:
    """Every tensor into which the backward pass of ``loss`` would write a gradient."""
    found, seen, ahead = [loss] * loss.is_leaf, {loss.grad_fn}, [loss.grad_fn]
    while ahead:
        node = ahead.pop()
        if node is None:
            continue
        if hasattr(node, "variable"):
            found.append(node.variable)
        fresh = {before for before, _ in node.next_functions} - seen
        seen |= fresh
        ahead += fresh
    return found
