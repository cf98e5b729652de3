"""gdlib: gradient descent in which an update rule reads like the equation that it is.

A chapter imports from the top what it needs all the time; the rest lives one level down, by subject.
"""

from gdlib.descent import Step, Trajectory, descend, walk
from gdlib.maps import Sweep, sweep
from gdlib.rules import (
    Rule,
    adagrad,
    adam,
    adamw,
    amsgrad,
    chain,
    ema_momentum,
    gd,
    momentum,
    nesterov,
    rmsprop,
    rule,
    steepest,
)
from gdlib.training import History, fit

__version__ = "0.1.0"

__all__ = [
    "History",
    "Rule",
    "Step",
    "Sweep",
    "Trajectory",
    "adagrad",
    "adam",
    "adamw",
    "amsgrad",
    "chain",
    "descend",
    "ema_momentum",
    "fit",
    "gd",
    "momentum",
    "nesterov",
    "rmsprop",
    "rule",
    "steepest",
    "sweep",
    "walk",
]
