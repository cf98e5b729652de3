"""Gradient flow: how large the signal is on its way forward and the error on its way back, place by place.

Sizes are kept as decades, the log₁₀ of a size, so that an error of 1e-300 prints as 1e-300 and 1e-3000 is not yet 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from gdlib.sizes import spelled

SIZES = ("forward", "spread", "error", "total", "weight", "update")


@dataclass(frozen=True, eq=False, repr=False)
class Flow:
    """Sizes at n places, from the input to the loss: layers, or time steps; NaN where nothing was measured.

    ``Flow.of`` makes one from sizes; every field but the first two is an array (n,), and sizes are in decades (log₁₀).

    Parameters
    ----------
    along : "layer" or "time step".
    where : a name for each place, from the input side to the loss side.
    log_forward : root mean square of the signal h, over examples and units.
    log_spread : the same of h minus its mean over the examples: what tells one example from another.
    log_error : ‖∂L/∂h‖, over examples and units together.
    log_total : along time, ‖∂L/∂h‖ with the errors made at earlier steps too; they hide what is lost of the last one.
    log_weight : ‖∂L/∂W‖ of the weights that made this signal.
    log_update : ‖ΔW‖/‖W‖ of one update of these weights.
    dead : share of units that are 0 for every example, behind a ReLU, less those that are only seldom not 0.
    saturated : share of values where a sigmoid or tanh has under 4 % of its largest slope; of gates, that of the least.
    nonfinite : how many numbers of signal and error are NaN or infinite.
    rescaled : whether a normalisation follows, so that the scale of the signal here means nothing.
    lost : whether the error is 0 in the precision of the run and not 0 in a wider one.
    closed : whether error or spread is 0 only until weights that start at 0 have moved; it is then NaN: not known.
    cut : whether no error comes back, though one is wanted, because what was computed here was detached.
    received : whether NaN or infinity stood in what the place was given already, and did not arise in it.
    log_source : where there are several outputs, the largest error among those that this place leads to; else NaN.

    Examples
    --------
    >>> flow = Flow.of("layer", ("1", "2", "3"), error=[1e-302, 1e-301, 1e-300])
    >>> flow.gain.round(12).tolist(), round(flow.mean_gain, 12)
    ([0.1, 0.1], 0.1)
    >>> print(flow)
    layer      error
    1      1.00e-302
    2      1.00e-301
    3      1.00e-300

    Raises
    ------
    ValueError
        If there is no place, or a field does not have one number for each.
    """

    along: str
    where: tuple[str, ...]
    log_forward: np.ndarray
    log_spread: np.ndarray
    log_error: np.ndarray
    log_total: np.ndarray
    log_weight: np.ndarray
    log_update: np.ndarray
    dead: np.ndarray
    saturated: np.ndarray
    nonfinite: np.ndarray
    rescaled: np.ndarray
    lost: np.ndarray
    closed: np.ndarray
    cut: np.ndarray
    received: np.ndarray
    log_source: np.ndarray

    def __post_init__(self):
        n = len(self.where)
        if n == 0:
            raise ValueError("a Flow needs at least one place; got none")
        for field in fields(self)[2:]:
            if (shape := np.shape(getattr(self, field.name))) != (n,):
                raise ValueError(f"{field.name} must have one number for each of {n} places; got shape {shape}")

    @staticmethod
    def of(along: str, where: Any, **given: Any) -> Flow:
        """A Flow from what was measured: sizes by the names of ``SIZES``, or decades with ``log_`` before them."""
        where = tuple(str(name) for name in where)
        with np.errstate(divide="ignore"):
            logs = {f"log_{name}": np.log10(given.pop(name)) for name in SIZES if name in given}
        flags = {"nonfinite": int, **dict.fromkeys(("rescaled", "lost", "closed", "cut", "received"), bool)}
        names = [field.name for field in fields(Flow)[2:]]
        if unknown := set(given) - set(names):
            raise ValueError(f"a Flow has no {unknown.pop()!r}; it has {', '.join(SIZES)}, {', '.join(names[6:])}")
        empty = {name: np.full(len(where), 0 if name in flags else np.nan) for name in names}
        values = {name: np.array(v, flags.get(name, float)) for name, v in (empty | logs | given).items()}
        return Flow(along, where, **values)

    @property
    def forward(self) -> np.ndarray:
        """Root mean square of the signal at each place."""
        return _sizes(self.log_forward)

    @property
    def spread(self) -> np.ndarray:
        """Root mean square of what tells the examples from one another."""
        return _sizes(self.log_spread)

    @property
    def error(self) -> np.ndarray:
        """‖∂L/∂h‖ at each place; below 1e-308 only ``log_error`` still knows it."""
        return _sizes(self.log_error)

    @property
    def total(self) -> np.ndarray:
        """‖∂L/∂h‖ at each time step, with the errors of all steps."""
        return _sizes(self.log_total)

    @property
    def weight(self) -> np.ndarray:
        """‖∂L/∂W‖ at each place."""
        return _sizes(self.log_weight)

    @property
    def update(self) -> np.ndarray:
        """‖ΔW‖/‖W‖ of one update at each place."""
        return _sizes(self.log_update)

    @property
    def gain(self) -> np.ndarray:
        """The factor of the error across each place on its way back, ‖∂L/∂h_l‖ / ‖∂L/∂h_(l+1)‖, shape (n − 1,)."""
        return _sizes(_difference(self.log_error[:-1], self.log_error[1:]))

    @property
    def mean_gain(self) -> float:
        """The geometric mean of ``gain`` between the first and the last place with an error; NaN for fewer than two."""
        at = np.flatnonzero(~np.isnan(self.log_error))
        if len(at) < 2:
            return math.nan
        return float(_sizes(_difference(self.log_error[at[0]], self.log_error[at[-1]]) / (at[-1] - at[0])))

    def __len__(self) -> int:
        return len(self.where)

    def __repr__(self) -> str:
        first, last = (f"{spelled(self.log_error[l])} at {self.where[l]}" for l in (0, -1))
        return f"Flow along {len(self)} {self.along}s: error {first} to {last}"

    def __str__(self) -> str:
        from gdlib.diagnosis.table import table  # only needed where somebody looks

        return table(self)


def _sizes(decades: Any) -> np.ndarray:
    """10^x; beyond what a float holds it is 0 or infinite."""
    with np.errstate(all="ignore"):
        return np.power(10.0, decades)


def _difference(a: Any, b: Any) -> Any:
    """Of two sizes in decades, the ratio; where both sizes are 0, or both infinite, their ratio is not known."""
    with np.errstate(invalid="ignore"):
        return np.subtract(a, b)
