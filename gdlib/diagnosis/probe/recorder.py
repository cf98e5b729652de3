"""One forward and backward pass through a torch model with everything measured on the way.

A place is a call of a module that owns parameters; what an activation does to it is found wherever it is called.
"""

from __future__ import annotations

import math
from typing import Any

from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.probe import graph, sizes
from gdlib.diagnosis.probe.place import Place
from gdlib.diagnosis.thresholds import EDGE

RELU = {"relu", "relu_", "relu6", "clamp_min", "clamp_min_", "threshold", "threshold_"}
TANH, SIGMOID = (-EDGE, EDGE), (0.5 - 0.5 * EDGE, 0.5 + 0.5 * EDGE)
FLAT = {"tanh": TANH, "sigmoid": SIGMOID, "hardtanh": TANH, "hardsigmoid": SIGMOID}
NORMALISE = {"batch_norm", "layer_norm", "group_norm", "instance_norm", "rms_norm", "normalize"}


class Recorder(TorchFunctionMode):
    """Inside a ``with``, every call of a layer of ``model`` becomes a place; outside, only gradients still come in."""

    def __init__(self, model: nn.Module, skip: tuple[type, ...] = ()):
        super().__init__()
        self.layers = {module: name for name, module in layers(model).items() if not isinstance(module, skip)}
        self.places: list[Place] = []
        self.breaks: list[int] = []  # how many places there were when something was detached
        self.handles: list[Any] = []
        self.leads: list[set[int]] = []  # which outputs each place leads to
        self.shut = math.nan  # the dead share of the last place
        self.calls: dict[nn.Module, int] = {}
        self.measuring = False

    def __enter__(self):
        self.handles = [module.register_forward_hook(self._called) for module in self.layers]
        return super().__enter__()

    def __exit__(self, *error):
        for handle in self.handles:
            handle.remove()
        self.leads = graph.leads_to(self.places)
        self.shut = self.places[-1].dead if self.places else math.nan
        for k in set().union(*self.leads):
            self.places[k].dead = self.places[k].saturated = math.nan  # an output may well be 0 or 1
        for place in self.places:
            place.node = None
        return super().__exit__(*error)

    def __torch_function__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        name = getattr(func, "__name__", "")
        if not self.places or self.measuring:
            return out
        if graph.detaches(name, args, out):
            self.breaks.append(len(self.places))
        if isinstance(out, Tensor):
            if name in RELU:
                self.places[-1].rectified(out)
            elif name.rstrip("_") in FLAT:
                self.places[-1].squashed(out, *FLAT[name.rstrip("_")])
            elif name in NORMALISE:
                self.places[-1].rescaled = True
        return out

    def _called(self, module: nn.Module, inputs: Any, output: Any) -> None:
        found = sizes.tensors(output)
        if not found:
            return
        k = self.calls[module] = self.calls.get(module, 0) + 1
        name = self.layers[module] or type(module).__name__
        place = Place(name if k == 1 else f"{name} ({k})", module, weights=weights(module))
        self.measuring = True
        place.signal(found[0])
        place.received = bool(place.nonfinite) and any(sizes.nonfinite(x) for x in sizes.tensors(inputs))
        self.measuring = False
        self.places.append(place)

    def flow(self, **more: Any) -> Flow | None:
        """The Flow along the layers, once the backward pass has run; None where no layer was called."""
        if not self.places:
            return None
        if not any(p.error > -math.inf for p in self.places):
            self.places[-1].dead = self.shut  # an output that lets nothing back at all
        told = ("dead", "saturated", "nonfinite", "rescaled", "received")
        given = {name: [getattr(p, name) for p in self.places] for name in told}
        given |= {f"log_{name}": [getattr(p, name) for p in self.places] for name in ("forward", "spread", "error")}
        cut, source = graph.cut_off(self.places, self.breaks), graph.sources(self.places, self.leads)
        return Flow.of("layer", [p.name for p in self.places], **given, cut=cut, log_source=source, **more)


def layers(model: nn.Module) -> dict[str, nn.Module]:
    """The modules that own parameters, by name; attention is one layer, and so is a layer with its parametrisation."""
    found, inside = {}, ()
    for name, module in model.named_modules():
        if inside and name.startswith(inside):
            continue
        parametrised = hasattr(module, "parametrizations")
        if parametrised or next(module.parameters(recurse=False), None) is not None:
            found[name] = module
            if parametrised or isinstance(module, nn.MultiheadAttention):
                inside = (*inside, f"{name}." if name else "")
    if len(found) > 1 and found.get("") is model:
        del found[""]  # a model that owns parameters beside its layers: its output is its last layer's
    return found


def weights(module: nn.Module) -> list[Tensor]:
    """The parameters whose gradient counts for a layer: its matrices where it has any, else all."""
    whole = isinstance(module, nn.MultiheadAttention) or hasattr(module, "parametrizations")
    own = [p for p in module.parameters(recurse=whole) if p.requires_grad and not nn.parameter.is_lazy(p)]
    return [p for p in own if p.ndim > 1] or own
