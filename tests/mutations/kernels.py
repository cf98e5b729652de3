"""Mistakes in what two inputs of a wide network share, and in what batch normalisation does to an error."""

from tests.mutations.mutant import Mutant

KERNELS, NORMALISED = "gdlib/theory/kernels.py", "gdlib/theory/normalised.py"
ALIKE = {"tests": ("tests/theory/test_kernels.py",)}
GROWTH = {"tests": ("tests/theory/test_normalised.py",)}
SKIPS = ("book/14-normalisation-and-residual-paths.ipynb",)

TWO_INPUTS = (
    Mutant("co-active: over π", KERNELS, "/ (2 * np.pi))", "/ np.pi)", chapters=SKIPS, **ALIKE),
    Mutant(
        "ReLU's kernel: the angle for its supplement",
        KERNELS,
        "+ (np.pi - np.arccos(c)) * c",
        "+ np.arccos(c) * c",
        **ALIKE,
    ),
    Mutant("slopes: the bend left out", KERNELS, "np.where(apart, bent", "np.where(apart, 0 * bent", **ALIKE),
    Mutant("slopes: the branch not squared", KERNELS, "b * b * variance", "b * variance", **ALIKE),
    Mutant("slopes: the skip not squared", KERNELS, "z.mixed(a * a,", "z.mixed(a,", **ALIKE),
    Mutant("slopes: later biases left out", KERNELS, "k=z.k + b * b * bias", "k=z.k", **ALIKE),
    Mutant(
        "autocorrelation: of all squares",
        KERNELS,
        "(d * d).sum(axis=0) * (e * e)",
        "(e * e).sum(axis=0) * (e * e)",
        **ALIKE,
    ),
    Mutant(
        "batch norm: as if the error were not projected", NORMALISED, "(1 - (2 - kappa0 - kappa1) / B)", "1", **GROWTH
    ),
    Mutant("batch norm: mean of the variance, not of its inverse", NORMALISED, "(1 - 3 / B)", "(1 - 1 / B)", **GROWTH),
    Mutant("batch norm: ReLU's mean not taken off", NORMALISED, "(1 - kappa1))", "1)", chapters=SKIPS, **GROWTH),
)
