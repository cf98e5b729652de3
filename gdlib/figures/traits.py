"""What a reader can move, as traits: each knows its limits, which the page's controls and the tests take from it.

A value outside its limits, or one that is no number, is refused in a sentence that names the trait.
"""

import math
from collections.abc import Sequence

import traitlets


class Slider(traitlets.Float):
    """A number between ``low`` and ``high`` on a grid of ``step``; with ``log`` these three are powers of ten."""

    def __init__(self, default, low, high, step, *, log=False):
        super().__init__(default)
        self.limits = {"min": low, "max": high, "step": step, "log": log}
        self.tag(sync=True)

    def validate(self, obj, value):
        """The number, if it lies within its limits."""
        return _within(self, super().validate(obj, value), *self.range)

    @property
    def range(self):
        """The least and the largest value; powers of ten are rounded as the page rounds them."""
        low, high = self.limits["min"], self.limits["max"]
        return (float(f"{10.0**low:.12g}"), float(f"{10.0**high:.12g}")) if self.limits["log"] else (low, high)

    def draw(self, rng):
        """A random value, for the tests that compare page and library."""
        low, high = self.limits["min"], self.limits["max"]
        value = rng.uniform(low, high)
        return float(10.0**value if self.limits["log"] else value)


class Count(traitlets.Int):
    """A whole number between ``low`` and ``high``."""

    def __init__(self, default, low, high):
        super().__init__(default)
        self.limits = {"min": low, "max": high, "step": 1, "log": False}
        self.tag(sync=True)

    def validate(self, obj, value):
        """The number, if it lies within its limits."""
        value = int(value) if isinstance(value, float) and value.is_integer() else value
        return _within(self, super().validate(obj, value), self.limits["min"], self.limits["max"])

    def draw(self, rng):
        """A random value."""
        return int(rng.integers(self.limits["min"], self.limits["max"] + 1))


class Choice(traitlets.Enum):
    """One of a few words, or of a few numbers."""

    def __init__(self, default, options):
        super().__init__(list(options), default)
        self.limits = {"options": list(options)}
        self.tag(sync=True)

    def draw(self, rng):
        """A random option."""
        options = self.limits["options"]
        return options[rng.integers(len(options))]


class Point(traitlets.List):
    """A few numbers, each between its ``low`` and its ``high``: a place to drag, or the heights of knees."""

    def __init__(self, default, low, high):
        super().__init__(traitlets.Float(), default_value=list(default))
        self.limits = {"min": list(low), "max": list(high)}
        self.tag(sync=True)

    def validate(self, obj, value):
        """The numbers, if there are as many as there should be, each within its limits."""
        if not isinstance(value, Sequence) or len(value) != len(self.limits["min"]):
            raise traitlets.TraitError(f"{self.name} takes {len(self.limits['min'])} numbers; got {value!r}")
        numbers = super().validate(obj, [float(v) for v in value])
        return [_within(self, v, a, b) for v, a, b in zip(numbers, *self.limits.values(), strict=True)]

    def draw(self, rng):
        """A random place."""
        return [float(v) for v in rng.uniform(self.limits["min"], self.limits["max"])]


CONTROLS = (Slider, Count, Choice, Point)


def _within(trait, value, low, high):
    if math.isnan(value) or not low <= value <= high:
        raise traitlets.TraitError(f"{trait.name} must lie between {low:g} and {high:g}; got {value}")
    return value
