"""Functions to go down: ``f(w)`` is ``(*batch)``, ``f.grad(w)`` is ``(d, *batch)``, and nothing is written into ``w``.

``f.dim`` says how many coordinates a point has (None: any number), ``f.hessian(w)`` is there where it is cheap.
"""

from gdlib.objectives.functions import Function, Objective, curve, parabola, three_slopes, waves
from gdlib.objectives.quadratics import Quadratic, Ravine
from gdlib.objectives.recurrence import RecurrentUnit
from gdlib.objectives.surfaces import MonkeySaddle, Rosenbrock, Saddle

__all__ = [
    "Function",
    "MonkeySaddle",
    "Objective",
    "Quadratic",
    "Ravine",
    "RecurrentUnit",
    "Rosenbrock",
    "Saddle",
    "curve",
    "parabola",
    "three_slopes",
    "waves",
]
