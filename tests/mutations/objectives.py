"""Mistakes in the objectives and in how batches are cut out of them."""

from tests.mutations.mutant import BATCHES, CLIFF, FITS, Mutant

BY_EMPIRICAL, BY_OBJECTIVES = ("tests/empirical",), ("tests/objectives",)
BOWLS, LINEAR, STREAM = "gdlib/objectives/quadratics.py", "gdlib/empirical/linear.py", "gdlib/empirical/batches.py"
MODELS, BY_DATA = "gdlib/data/models.py", ("tests/data",)

OBJECTIVES = (
    Mutant("Quadratic: ½ dropped", BOWLS, "0.5 * dot(w, apply", "dot(w, apply", tests=BY_OBJECTIVES),
    Mutant(
        "RecurrentUnit: the slope through σ dropped",
        "gdlib/objectives/recurrence.py",
        "w * (s * (1 - s))",
        "w",
        tests=BY_OBJECTIVES,
        chapters=(CLIFF,),
    ),
    Mutant(
        "RecurrentUnit: w counts once",
        "gdlib/objectives/recurrence.py",
        "s + steep * dw",
        "s + dw",
        tests=BY_OBJECTIVES,
        chapters=(CLIFF,),
    ),
    Mutant(
        "σ of the recurrence: one odd number left out",
        "gdlib/objectives/recurrence.py",
        "TERMS = (9, 7, 5, 3, 1)",
        "TERMS = (9, 5, 3, 1)",
        tests=BY_OBJECTIVES,
    ),
    Mutant("LeastSquares: ½ dropped", LINEAR, "0.5 * dot(r, r)", "dot(r, r)", tests=BY_EMPIRICAL, chapters=(BATCHES,)),
    Mutant(
        "LeastSquares: a sum for the mean", LINEAR, "r / len(r)), s", "r), s", tests=BY_EMPIRICAL, chapters=(BATCHES,)
    ),
    Mutant("Logistic: labels dropped", LINEAR, "(0.5 * self.y)", "0.5", tests=BY_EMPIRICAL),
    Mutant(
        "NonlinearLeastSquares: a sum for the mean",
        "gdlib/empirical/nonlinear.py",
        "self.residual(w)).mean(axis=1)",
        "self.residual(w)).sum(axis=1)",
        tests=BY_EMPIRICAL,
        chapters=(FITS,),
    ),
    Mutant("Misra1a: sign of a partial", MODELS, "w[0] * x * e]", "-w[0] * x * e]", tests=BY_DATA, chapters=(FITS,)),
    Mutant("Misra1a: two digits swapped", "gdlib/data/nist.py", "35.18", "35.81", tests=BY_DATA, chapters=(FITS,)),
    Mutant(
        "digits: the best parameter counts",
        "gdlib/data/nist.py",
        "np.max(np.abs",
        "np.min(np.abs",
        tests=BY_DATA,
        chapters=(FITS,),
    ),
    Mutant(
        "Batches: not shuffled",
        STREAM,
        "self.rng.permutation(n)",
        "np.arange(n)",
        tests=BY_EMPIRICAL,
        chapters=(BATCHES,),
    ),
    Mutant(
        "Batches: never with replacement", STREAM, "if self.replace else self", "if 0 else self", tests=BY_EMPIRICAL
    ),
    Mutant(
        "Batches: short last batch not counted",
        STREAM,
        "-(-len(f) // self.size)",
        "len(f) // self.size",
        tests=BY_EMPIRICAL,
    ),
    Mutant(
        "check_grad: one step for all coordinates",
        "gdlib/checks.py",
        "np.where(size > EPS**0.5, size, 1.0)",
        "np.ones(w.shape)",
        tests=("tests/test_checks.py",),
    ),
    Mutant(
        "check_grad: a coordinate close to 0 does not move",
        "gdlib/checks.py",
        "size > EPS**0.5, size",
        "size > 0, size",
        tests=("tests/test_checks.py",),
    ),
)
