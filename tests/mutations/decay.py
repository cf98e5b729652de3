"""Mistakes in how a rate decays, and in what that does to the mean square."""

from tests.mutations.mutant import Mutant

BY_PATHS, BY_SCHEDULES = ("tests/theory/test_paths.py",), ("tests/schedules",)
PATHS, SCHEDULE = "gdlib/theory/paths.py", "gdlib/schedules/schedule.py"
DECAY = ("book/05-learning-rate-decay.ipynb",)

LEARNING_RATES = (
    Mutant(
        "mean square: kick not squared",
        PATHS,
        "rate(k) ** 2 * variance",
        "rate(k) * variance",
        tests=BY_PATHS,
        chapters=DECAY,
    ),
    Mutant(
        "mean square: shrinks once, not twice",
        PATHS,
        "(1 - rate(k) * lam) ** 2",
        "(1 - rate(k) * lam)",
        tests=BY_PATHS,
        chapters=DECAY,
    ),
    Mutant(
        "mean square: the rate of the next update",
        PATHS,
        "rate(k) ** 2 * variance",
        "rate(k + 1) ** 2 * variance",
        tests=BY_PATHS,
        chapters=DECAY,
    ),
    Mutant("per_epoch: one epoch early", SCHEDULE, "at(k // n)", "at(k // n + 1)", tests=BY_SCHEDULES, chapters=DECAY),
)
