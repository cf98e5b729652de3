"""One forward and backward pass through a torch model with everything measured on the way.

A place is a call of a module that owns parameters; what an activation does to it is found wherever it is called.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.probe import sizes

RELU = {"relu", "relu_", "relu6", "clamp_min", "clamp_min_", "threshold", "threshold_"}
FLAT = {"tanh": (-0.98, 0.98), "sigmoid": (0.01, 0.99), "hardtanh": (-0.98, 0.98), "hardsigmoid": (0.01, 0.99)}
NORMALISE = {"batch_norm", "layer_norm", "group_norm", "instance_norm", "rms_norm", "normalize"}
UNITS_LAST = (nn.Linear, nn.LayerNorm, nn.Embedding, nn.MultiheadAttention, nn.RNNBase)  # elsewhere axis 1: channels
FEWEST = 16  # examples (times positions) from which on a unit that is 0 for all of them may be called dead


@dataclass
class Place:
    """What one call of one module left behind: sizes in decades, shares, counts."""

    name: str
    module: nn.Module
    forward: float = math.nan
    spread: float = math.nan
    error: float = math.nan
    dead: float = math.nan
    saturated: float = math.nan
    nonfinite: int = 0
    rescaled: bool = False
    weights: list[Tensor] = field(default_factory=list)

    def signal(self, h: Tensor) -> None:
        """Measure h, and its gradient when that comes by."""
        self.forward, self.spread = sizes.decades(h, mean=True), sizes.spread(h)
        if not math.isfinite(self.forward):
            self.nonfinite += sizes.nonfinite(h)
        if h.requires_grad:
            h.register_hook(self._back)

    def _back(self, g: Tensor) -> None:
        self.error = sizes.decades(g)
        if not math.isfinite(self.error):
            self.nonfinite += sizes.nonfinite(g)


class Recorder(TorchFunctionMode):
    """Inside a ``with``, every call of a layer of ``model`` becomes a place; outside, only gradients still come in."""

    def __init__(self, model: nn.Module, skip: tuple[type, ...] = ()):
        super().__init__()
        self.layers = {module: name for name, module in layers(model).items() if not isinstance(module, skip)}
        self.places: list[Place] = []
        self.handles: list[Any] = []
        self.calls: dict[nn.Module, int] = {}

    def __enter__(self):
        self.handles = [module.register_forward_hook(self._called) for module in self.layers]
        return super().__enter__()

    def __exit__(self, *error):
        for handle in self.handles:
            handle.remove()
        return super().__exit__(*error)

    def __torch_function__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        name = getattr(func, "__name__", "")
        if self.places and isinstance(out, Tensor):
            if name in RELU:
                self._behind("dead", _dead(out, self.places[-1].module))
            elif name.rstrip("_") in FLAT:
                low, high = FLAT[name.rstrip("_")]
                self._behind("saturated", ((out <= low) | (out >= high)).double().mean().item())
            elif name in NORMALISE:
                self.places[-1].rescaled = True
        return out

    def _behind(self, what: str, share: float) -> None:
        """The largest share behind the last place."""
        before = getattr(self.places[-1], what)
        setattr(self.places[-1], what, share if math.isnan(before) else max(before, share))

    def _called(self, module: nn.Module, inputs: Any, output: Any) -> None:
        found = sizes.tensors(output)
        if not found:
            return
        k = self.calls[module] = self.calls.get(module, 0) + 1
        name = self.layers[module] or type(module).__name__
        place = Place(name if k == 1 else f"{name} ({k})", module, weights=weights(module))
        place.signal(found[0])
        self.places.append(place)

    def flow(self, **more: Any) -> Flow | None:
        """The Flow along the layers, once the backward pass has run; None where no layer was called."""
        if not self.places:
            return None
        given = {
            name: [getattr(p, name) for p in self.places] for name in ("dead", "saturated", "nonfinite", "rescaled")
        }
        given |= {f"log_{name}": [getattr(p, name) for p in self.places] for name in ("forward", "spread", "error")}
        return Flow.of("layer", [p.name for p in self.places], **given, **more)


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


def _dead(out: Tensor, module: nn.Module) -> float:
    """The share of units that are 0 for all examples and positions; NaN for too few of these."""
    if out.ndim < 2 or out.numel() == 0:
        return math.nan
    units = -1 if isinstance(module, UNITS_LAST) else 1
    zero = (out.detach() == 0).movedim(units, 0).flatten(1)
    return zero.all(dim=1).double().mean().item() if zero.shape[1] >= FEWEST else math.nan
