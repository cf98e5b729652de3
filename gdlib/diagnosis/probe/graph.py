"""What the graph of a forward pass tells of its places: which are outputs, and which were cut off from the loss.

An output may well be 0 or 1; a place that wants an error and cannot get one was detached behind it.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from gdlib.diagnosis.probe.place import Place

TAKEN_OUT = {"numpy", "tolist", "item", "__array__"}  # what leaves torch leaves the graph as well


def outputs(places: list[Place]) -> set[int]:
    """The numbers of the places from which nothing leads to another: the last one, and the heads beside it."""
    number = {place.node: k for k, place in enumerate(places) if place.node is not None}
    inner, seen = set(), set()
    for node in number:
        ahead = [node]
        while ahead:
            for before, _ in ahead.pop().next_functions:
                if before in number:
                    inner.add(number[before])
                elif before is not None and before not in seen:
                    seen.add(before)
                    ahead.append(before)
    return set(number.values()) - inner


def detaches(name: str, args: Any, out: Any) -> bool:
    """Whether a function has taken a computed tensor out of the graph."""
    if not torch.is_grad_enabled() or not any(isinstance(a, Tensor) and a.grad_fn is not None for a in args):
        return False
    return name in TAKEN_OUT or (isinstance(out, Tensor) and not out.requires_grad)


def cut_off(places: list[Place], breaks: list[int]) -> list[bool]:
    """Which places no error has come back to because all before some break got none.

    ``breaks`` holds how many places there were when something was detached.  A detached target or a value for a log
    cuts nothing off, since its layers get their error by another way.
    """
    silent = [k for k in breaks if not any(place.reached for place in places[:k])]
    return [place.wanting and l < max(silent, default=0) for l, place in enumerate(places)]
