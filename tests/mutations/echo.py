"""Mistakes in the figure of chapter 17, and in back-propagation through time where the chapter itself must notice."""

from tests.mutations.mutant import Mutant

BPTT, ECHO, THEORY = "gdlib/nets/recurrent.py", "gdlib/figures/echo.py", "gdlib/theory/memory.py"
BY_ECHO, CHAPTER = ("tests/figures/test_echo.py",), ("book/17-recurrent-nets-and-bptt.ipynb",)

TIME_UNROLLED = (
    Mutant("Echo: another gap", ECHO, "self.gap**2 + 4 * y**2", "self.gap**2 + y**2", tests=BY_ECHO),
    Mutant("Echo: other eigenvalues", ECHO, "-(y**2) / up", "-y / up", tests=BY_ECHO),
    Mutant("Echo: lags turned round", ECHO, "inputs())[::-1]", "inputs())", tests=BY_ECHO, chapters=CHAPTER),
    Mutant(
        "BPTT: W's gradient a step off",
        BPTT,
        "rows(tape.H[:-1]).T",
        "rows(tape.H[1:]).T",
        tests=("tests/nets/test_recurrent.py",),
        chapters=CHAPTER,
    ),
    Mutant(
        "powers: norm by entries",
        THEORY,
        "np.log10(np.linalg.norm(power, 2))",
        "np.log10(np.linalg.norm(power))",
        tests=("tests/theory/test_memory.py",),
        chapters=CHAPTER,
    ),
)
