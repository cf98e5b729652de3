"""The update rules of the book, each a function that reads like its equation.

``plain`` takes one step length for all coordinates, ``adaptive`` one for each, ``steplength`` finds its own.
"""

from gdlib.rules._declare import Rule, chain, rule
from gdlib.rules.adaptive import adagrad, adam, adamw, amsgrad, rmsprop
from gdlib.rules.plain import ema_momentum, gd, momentum, nesterov
from gdlib.rules.steplength import steepest

__all__ = [
    "Rule",
    "adagrad",
    "adam",
    "adamw",
    "amsgrad",
    "chain",
    "ema_momentum",
    "gd",
    "momentum",
    "nesterov",
    "rmsprop",
    "rule",
    "steepest",
]
