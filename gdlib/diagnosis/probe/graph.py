"""What the graph of a forward pass tells of its places: which are outputs, and which were cut off from the loss.

An output may well be 0 or 1; a place that wants an error and cannot get one was detached behind it.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from gdlib.diagnosis.probe.place import Place

TAKEN_OUT = {"numpy", "tolist", "item", "__array__"}  # what leaves torch leaves the graph as well


def leads_to(places: list[Place]) -> list[set[int]]:
    """For each place the numbers of the outputs that it leads to; an output, from which nothing leads on, to itself.

    A place without a node in the graph, because nothing flows back to it, leads nowhere and is no output.
    """
    number = {place.node: k for k, place in enumerate(places) if place.node is not None}
    found: dict[Any, set[int]] = {}
    for node in _from_the_loss(list(number)):
        k = number.get(node)
        mine = found.get(node, set()) or (set() if k is None else {k})
        found[node] = mine
        for before, _ in node.next_functions:
            if before is not None:
                found[before] = found.get(before, set()) | mine
    return [found.get(place.node, set()) for place in places]


def _from_the_loss(nodes: list[Any]) -> list[Any]:
    """All nodes of the graph behind the given ones, each before those that it was computed from."""
    order, seen, ahead = [], set(), [(node, False) for node in nodes]
    while ahead:
        node, done = ahead.pop()
        if done:
            order.append(node)
        elif node is not None and node not in seen:
            seen.add(node)
            ahead += [(node, True), *((before, False) for before, _ in node.next_functions)]
    return order[::-1]


def sources(places: list[Place], leads: list[set[int]]) -> list[float]:
    """The largest error, in decades, at the outputs that each place leads to; NaN where there is but one output.

    Heads beside one another are no chain: an error is to be measured against that of the heads that it comes from.
    Outputs of which the loss reads nothing count as little as those whose scale a normalisation takes away.
    """
    heads = {k for found in leads for k in found if places[k].reached and not places[k].rescaled}
    if len(heads) < 2:
        return [math.nan] * len(places)
    sizes = [[places[k].error for k in found & heads] for found in leads]
    return [max((size for size in near if math.isfinite(size)), default=math.nan) for near in sizes]


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
