"""Mistakes in Nesterov's method: where it looks, how far it may step, how fast it is, and where it ends up."""

from tests.mutations.mutant import NESTEROV as CHAPTER
from tests.mutations.mutant import Mutant

PLAIN, RATES, NOISE = "gdlib/rules/plain.py", "gdlib/theory/rates.py", "gdlib/theory/noise.py"
CURVES = "gdlib/objectives/functions.py"
RULE = {"chapters": (CHAPTER,)}
THEORY = {"behind": "nesterov", "tests": ("tests/theory",), "chapters": (CHAPTER,)}
SLOPES = {"behind": "def three_slopes", "tests": ("tests/objectives",), "chapters": (CHAPTER,)}

NESTEROV = (
    Mutant("nesterov: looks ahead without the learning rate", PLAIN, "w - lr * beta * v", "w - beta * v", **RULE),
    Mutant("nesterov: looks ahead without β", PLAIN, "w - lr * beta * v", "w - lr * v", **RULE),
    Mutant("nesterov: looks back", PLAIN, "w - lr * beta * v", "w + lr * beta * v", **RULE),
    Mutant("nesterov: does not look ahead", PLAIN, "grad(w - lr * beta * v)", "grad(w)", **RULE),
    Mutant("nesterov_limit: 1 for 2", RATES, "(1 + 2 * beta)", "(1 + beta)", **THEORY),
    Mutant("nesterov_rate: the momentum of the heavy ball", RATES, "beta * kept)", "beta)", **THEORY),
    Mutant("best_nesterov: η = 4/(3L)", RATES, "Tuned(4 / (3 * L + mu)", "Tuned(4 / (3 * L)", **THEORY),
    Mutant("nesterov_floor: the heavy ball's", NOISE, "beta * (1 - lr * lam)", "beta", **THEORY),
    Mutant("three_slopes: breaks at 1 and 2 swapped", CURVES, "np.clip(x - 1, 0, 1)", "np.clip(2 - x, 0, 1)", **SLOPES),
)
