"""One sampled step of a training: what the forward pass shows, the gradients when they come, the update after them.

Gradients are measured as they arrive, because most loops set them to zero before the next pass.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from gdlib.diagnosis.closed import unknown_where_closed
from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.probe import sizes
from gdlib.diagnosis.probe.recorder import Recorder


class Sample:
    """Open from the forward pass of a step until its update is made; ``running`` while the model computes."""

    def __init__(self, model: nn.Module, step: int):
        self.step, self.running = step, True
        self.recorder = Recorder(model)
        self.recorder.__enter__()
        self.grads: dict[int, float] = {}
        self.hooks = [p.register_hook(self._keeper(p)) for p in model.parameters() if p.requires_grad]
        self.before: list[list[Tensor]] = []
        self.zeros: list[int] = []  # weights that are 0 before the update
        self.named = dict(model.named_parameters())

    def _keeper(self, p: Tensor):
        return lambda g: self.grads.__setitem__(id(p), sizes.decades(g))

    def leave(self) -> None:
        """The forward pass is over: keep the weights as they are before the update."""
        self.running = False
        self.recorder.__exit__(None, None, None)
        with torch.no_grad():
            self.before = [[w.clone() for w in place.weights] for place in self.recorder.places]
            self.zeros = [id(p) for name, p in self.named.items() if not name.endswith("bias") and not p.any()]

    def forget(self) -> None:
        """Take the hooks off the parameters."""
        for hook in self.hooks:
            hook.remove()

    @property
    def came_back(self) -> bool:
        """Whether a backward pass has run since."""
        return bool(self.grads)

    def flow(self, *, updated: bool) -> Flow | None:
        """What the step showed; weights that did not move at all count as not yet updated unless they were to be."""
        self.forget()
        places = self.recorder.places
        grads = [sizes.together([self.grads[id(w)] for w in p.weights if id(w) in self.grads]) for p in places]
        update = [relative_change(p.weights, old) for p, old in zip(places, self.before, strict=True)]
        if not updated and all(u == -math.inf or math.isnan(u) for u in update):
            update = [math.nan] * len(update)
        self.before = []
        flow = self.recorder.flow(log_weight=grads, log_update=update)
        opening = any(math.isfinite(self.grads.get(p, -math.inf)) for p in self.zeros)
        return unknown_where_closed(flow) if flow and opening else flow


def relative_change(weights: list[Tensor], before: list[Tensor]) -> float:
    """‖W − W₀‖/‖W₀‖ of some weights together, in decades; NaN where W₀ is 0 or there are none."""
    size = sizes.together([sizes.decades(w) for w in before])
    if not math.isfinite(size):
        return math.nan
    return sizes.together([sizes.decades(w.detach() - old) for w, old in zip(weights, before, strict=True)]) - size
