"""Look at a model once: one forward and one backward pass on a copy, everything measured, and an answer in a sentence.

Where an error is 0 a second pass in float64 finds how large it would have been; where it is 0 there too, a third one
finds whether it stays so once weights that start at 0 have moved.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from typing import Any

import torch
from torch import Tensor, nn

from gdlib.diagnosis.closed import has_zeros, unknown_where_closed
from gdlib.diagnosis.probe import asked, care, leaves, opening, precision, sizes
from gdlib.diagnosis.probe.answer import Answer
from gdlib.diagnosis.probe.recorder import Recorder
from gdlib.diagnosis.probe.sample import relative_change
from gdlib.diagnosis.probe.through import through_time
from gdlib.diagnosis.probe.unroll import unroll


def probe(model: nn.Module, loss_fn: Callable[[nn.Module], Tensor], *, optimizer: Any = None) -> Answer:
    """Name what ails the gradients of a torch model, and say which measurement shows it.

    Works on a deep copy: parameters, gradients, buffers, hooks, mode and random numbers of ``model`` stay as they are,
    and so do the gradients of whatever else the loss reaches, such as the discriminator of a GAN.
    Hooks of your own are part of the model and run on the copy as they do in every forward pass.

    Parameters
    ----------
    loss_fn : takes a model and returns its loss on one batch, a scalar: ``lambda m: cross_entropy(m(X), y)``.
    optimizer : with the model's optimizer, one update is made on the copy and update-to-weight sizes are measured.

    Returns
    -------
    Answer
        ``verdict`` is one of healthy, vanishing, exploding, dead, saturated, cut off, non-finite, huge updates, tiny
        updates; ``flow`` is the Flow that shows it; printing it prints the table; ``figure()`` draws it.

    Raises
    ------
    ValueError, TypeError
        For a module without parameters, a width of 0, NaN in parameters or input before the pass has begun, a model on
        another device than its input, a loss that is no scalar or does not depend on the model, a loss_fn that is no
        function of a model, and an optimizer that needs a closure.  A loss that is NaN is no error.

    Examples
    --------
    >>> _ = torch.manual_seed(0)
    >>> model = nn.Sequential(nn.Linear(8, 32), nn.Tanh(), nn.Linear(32, 1))
    >>> X = torch.randn(64, 8)
    >>> probe(model, lambda m: (m(X) ** 2).mean()).verdict
    'healthy'
    """
    model = care.bare(model)
    asked.takes_a_model(loss_fn)
    asked.belongs(optimizer, model)
    with torch.inference_mode(False), torch.enable_grad():
        with care.untouched_chance():
            answer = _pass(model, loss_fn, optimizer)
        if has_zeros(answer.flows.get("layers")):
            with care.untouched_chance(), suppress(RuntimeError, TypeError):  # what takes no float64 keeps its answer
                answer = answer.but(precision.merged, _pass(model, loss_fn, double=True))
        if has_zeros(answer.flows.get("layers")):
            with care.untouched_chance():
                answer = answer.but(unknown_where_closed, _pass(model, loss_fn, opened=True))
    return answer


def _pass(model: nn.Module, loss_fn: Callable, optimizer: Any = None, double=False, opened=False) -> Answer:
    """One pass over a copy, with everything that it showed; in float64, or with weights that are 0 moved first."""
    copy, optimizer = care.twin(model, optimizer)
    copy = copy.double() if double else copy
    if opened:
        opening.open_up(copy, loss_fn)
    tracks, recorder = unroll(copy), Recorder(copy, skip=(nn.RNNCellBase,))
    with precision.Float64() if double else nullcontext(), recorder:
        loss = asked.scalar_loss(loss_fn, copy)
    care.called(bool(recorder.places or tracks))
    leaves.backward(loss, copy, retain=bool(tracks))
    times = {track.name: flow for track in tracks if (flow := through_time(track, loss)) is not None}
    update = _update(recorder, optimizer) if optimizer else None
    grads = [sizes.together([sizes.decades(w.grad) for w in p.weights if w.grad is not None]) for p in recorder.places]
    flow = recorder.flow(log_weight=grads, **({"log_update": update} if update else {}))
    flows = ({"layers": flow} if flow else {}) | times
    unused = [name for name, p in copy.named_parameters() if p.requires_grad and p.grad is None]
    return Answer(flows, float(loss.detach()), tuple(unused), care.remarks(copy, optimizer))


def _update(recorder: Recorder, optimizer: Any) -> list[float]:
    """‖ΔW‖/‖W‖ in decades of every place for one step of the copied optimizer; NaN where W is 0."""
    before = [[w.detach().clone() for w in place.weights] for place in recorder.places]
    optimizer.step()
    return [relative_change(place.weights, old) for place, old in zip(recorder.places, before, strict=True)]
