"""Look at a training now and then: every so many steps one pass is measured, and the update that follows it.

Between two samples nothing hangs on the model but one hook that counts.
"""

from __future__ import annotations

import math
import numbers
from typing import Any

import torch
from torch import Tensor, nn

from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.probe import care
from gdlib.diagnosis.probe.sample import Sample
from gdlib.diagnosis.report import Report, report


def watch(model: nn.Module, every: int = 100) -> Watch:
    """Sample the flow of a training: ``with watch(model) as seen:`` around the loop, or ``seen(loss)`` after each step.

    A sample is one forward pass in training mode with its backward pass and the update after it; hooks leave with the
    block (or ``seen.close()``).  A training that diverges is reported and not raised.

    It looks along the layers alone: how far an error comes back through the time steps of a recurrent layer is found by
    ``probe``.

    Parameters
    ----------
    every : forward passes from one sample to the next; the first pass is sampled.

    Examples
    --------
    >>> _ = torch.manual_seed(0)
    >>> model, X = nn.Sequential(nn.Linear(8, 32), nn.Tanh(), nn.Linear(32, 1)), torch.randn(64, 8)
    >>> optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    >>> with watch(model, every=5) as seen:
    ...     for step in range(10):
    ...         optimizer.zero_grad()
    ...         loss = (model(X) ** 2).mean()
    ...         loss.backward()
    ...         optimizer.step()
    ...         seen(loss)
    >>> seen.steps, seen.verdicts
    ([0, 5], ['healthy', 'healthy'])

    Raises
    ------
    ValueError, TypeError
        For a module without parameters or with NaN in them already, or for ``every`` below 1 or not whole.
    """
    if not isinstance(every, numbers.Integral):
        raise TypeError(f"every is a whole number of steps between two samples, such as 100; got {every!r}")
    if every < 1:
        raise ValueError(f"every is the number of steps between two samples, at least 1; got {every!r}")
    return Watch(care.bare(model), int(every))


class Watch:
    """Samples of a training: ``steps``, ``flows`` and ``reports`` go together, and so do ``losses`` as far as told."""

    def __init__(self, model: nn.Module, every: int):
        self.model, self.every, self.passes = model, every, 0
        self.steps: list[int] = []
        self.flows: list[Flow] = []
        self.reports: list[Report] = []
        self.losses: list[float] = []
        self._left_out = 0  # passes in eval mode or without gradients
        self._open: Sample | None = None
        self._hooks = [model.register_forward_pre_hook(self._before)]

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __call__(self, loss: Tensor | float | None = None) -> None:
        """The update of this step is made: close the sample of this step, if it is one, and note its loss."""
        if self._open:
            self._close(_number(loss), updated=True)

    def close(self) -> None:
        """Take the hooks away; what was seen stays."""
        for hook in self._hooks:
            hook.remove()
        self._hooks = []
        if self._open:
            self._close()

    @property
    def verdicts(self) -> list[str]:
        """The verdict of each sample."""
        return [r.verdict for r in self.reports]

    @property
    def verdict(self) -> str:
        """The verdict of the last sample."""
        return self.reports[-1].verdict if self.reports else "nothing seen"

    def _before(self, model: nn.Module, inputs: Any) -> None:
        if not (model.training and torch.is_grad_enabled()):
            self._left_out += 1
            return
        if self._open and self._open.came_back:
            self._close()
        if self.passes % self.every == 0 and not self._open:
            self._open = Sample(model, self.passes)
            self._hooks.append(model.register_forward_hook(self._after, always_call=True))  # behind those of the sample
        self.passes += 1

    def _after(self, model: nn.Module, inputs: Any, output: Any) -> None:
        if self._open and self._open.running:
            self._open.leave()
            if output is None:  # the pass was broken off: the next one is sampled in its place
                self._forget().forget()
                self.passes -= 1

    def _forget(self) -> Sample:
        """The open sample, which is open no longer, and without the hook that told the end of its pass."""
        while len(self._hooks) > 1:
            self._hooks.pop().remove()
        sample, self._open = self._open, None
        return sample

    def _close(self, loss: float = math.nan, *, updated: bool = False) -> None:
        sample = self._forget()
        if sample.running:  # the pass itself was broken off
            sample.leave()
        flow = sample.flow(updated=updated)
        if flow is not None:
            self.steps.append(sample.step)
            self.flows.append(flow)
            self.reports.append(report(flow))
            self.losses.append(loss)

    def __repr__(self) -> str:
        lines = [f"step {t}: {r.findings[0]}" for t, r in zip(self.steps, self.reports, strict=True)]
        if not lines and self._left_out:
            return (
                f"nothing seen yet: {self._left_out} passes ran in eval mode or without gradients; call model.train()"
            )
        if lines and any(isinstance(module, (nn.RNNBase, nn.RNNCellBase)) for module in self.model.modules()):
            lines.append("time is not watched; probe looks along it")
        return "\n".join(lines) or "nothing seen yet"


def _number(loss: Tensor | float | None) -> float:
    """A loss as a float; NaN where it was not told."""
    if loss is None:
        return math.nan
    return float(loss.detach()) if isinstance(loss, Tensor) else float(loss)
