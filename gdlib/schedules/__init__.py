"""Learning-rate schedules: pure functions of k, the number of updates made; asking twice or out of order is harmless.

Most shapes start at 1 (those that rise first reach 1), are scaled by ``*`` and joined by ``.then``:
``0.1 * warmup(100).then(cosine(900), after=100)``.
"""

from gdlib.schedules.cycles import cosine_restarts, one_cycle, triangular
from gdlib.schedules.decay import (
    constant,
    cosine,
    exponential,
    inverse_sqrt,
    inverse_time,
    piecewise,
    polynomial,
    step_decay,
    warmup,
)
from gdlib.schedules.schedule import Schedule

__all__ = [
    "Schedule",
    "constant",
    "cosine",
    "cosine_restarts",
    "exponential",
    "inverse_sqrt",
    "inverse_time",
    "one_cycle",
    "piecewise",
    "polynomial",
    "step_decay",
    "triangular",
    "warmup",
]
