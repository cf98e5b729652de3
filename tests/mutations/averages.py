"""Mistakes in the averages that forget."""

from tests.mutations.mutant import Mutant

AVERAGES_FILE = "gdlib/averages.py"
WHO = {"tests": ("tests/test_averages.py",), "chapters": ("book/07-averages-that-forget.ipynb",)}

AVERAGES = (
    Mutant("ewma: never corrected", AVERAGES_FILE, "m / (1 - beta**t) if correct else m", "m", **WHO),
    Mutant("ewma: corrected one value late", AVERAGES_FILE, "beta**t)", "beta ** (t + 1))", **WHO),
    Mutant("ewma: β and 1 − β swapped", AVERAGES_FILE, "beta * m + (1 - beta)", "(1 - beta) * m + beta", **WHO),
    Mutant("weights: the newest is one old", AVERAGES_FILE, "np.arange(t)", "np.arange(1, t + 1)", **WHO),
    Mutant("half-life: 1 / β", AVERAGES_FILE, "-np.log(2) / np.log(_memory(beta))", "1 / beta", **WHO),
    Mutant("mean age: the newest counted as 1", AVERAGES_FILE, "beta / (1 - beta))", "1 / (1 - beta))", **WHO),
    Mutant("variance: a window of 1 / (1 − β)", AVERAGES_FILE, "(1 - beta) / (1 + beta))", "1 - beta)", **WHO),
)
