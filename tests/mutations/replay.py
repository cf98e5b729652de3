"""Mistakes in the figure of chapter 19, and in the task that its networks are trained on."""

from tests.mutations.mutant import Mutant

REPLAY, TASKS = "gdlib/figures/replay.py", "gdlib/tasks.py"
BY_REPLAY, CHAPTER = ("tests/figures/test_replay.py",), ("book/19-long-memory-measured.ipynb",)

LONG_MEMORY = (
    Mutant("Replay: the step's own gate too", REPLAY, "left[t] * f[t]", "left[t] * f[t - 1]", tests=BY_REPLAY),
    Mutant("Replay: slope of tanh", REPLAY, "(1 - tanh * tanh)", "(1 - tanh)", tests=BY_REPLAY),
    Mutant(
        "adding: both marks in the first half",
        TASKS,
        "rng.integers(T // 2, T, size=n)",
        "rng.integers(0, T // 2, size=n)",
        tests=("tests/test_tasks.py",),
        chapters=CHAPTER,
    ),
)
