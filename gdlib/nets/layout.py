"""One flat vector θ, seen as named arrays: a network's parameters are a point like any other.

The arrays are views: reading one reads θ, and writing to one writes to θ.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Layout:
    """Which piece of θ (p,) is which array; ``shapes`` maps each name to its shape, in the order of θ.

    >>> layout = Layout({"W1": (2, 3), "b1": (3,)})
    >>> layout.size, layout.views(np.arange(9.0))["b1"].tolist()
    (9, [6.0, 7.0, 8.0])
    """

    shapes: Mapping[str, tuple[int, ...]]

    @cached_property
    def pieces(self) -> dict[str, slice]:
        """The slice of θ that each name stands for."""
        pieces, start = {}, 0
        for name, shape in self.shapes.items():
            pieces[name] = slice(start, start + math.prod(shape))
            start = pieces[name].stop
        return pieces

    @cached_property
    def size(self) -> int:
        """p, the number of parameters."""
        return sum(math.prod(shape) for shape in self.shapes.values())

    def views(self, theta: np.ndarray) -> dict[str, np.ndarray]:
        """Each name's array, a view of θ (p,).

        Raises
        ------
        ValueError
            If θ is not a vector of ``size`` numbers.
        """
        if np.shape(theta) != (self.size,):
            raise ValueError(f"these parameters are one vector θ of shape ({self.size},); got shape {np.shape(theta)}")
        return {name: theta[piece].reshape(self.shapes[name]) for name, piece in self.pieces.items()}

    def flat(self, arrays: Mapping[str, np.ndarray]) -> np.ndarray:
        """The vector θ (p,) made of named arrays, the inverse of ``views``.

        Raises
        ------
        ValueError
            If a name is missing or unknown, or an array has another shape than its name.
        """
        if odd := sorted(self.shapes.keys() ^ arrays.keys()):
            raise ValueError(f"θ is made of {', '.join(self.shapes)}; {', '.join(odd)} is missing or unknown")
        for name, shape in self.shapes.items():
            if np.shape(arrays[name]) != shape:
                raise ValueError(f"{name} has shape {shape}; got an array of shape {np.shape(arrays[name])}")
        return np.concatenate([np.ravel(arrays[name]) for name in self.shapes])
