"""Mistakes in what chapter 18 says of a cell: its own path, the path through h at rest, and its figure."""

from tests.mutations.mutant import Mutant

THEORY, GATES = "gdlib/theory/memory.py", "gdlib/figures/gates.py"
BY_THEORY, BY_GATES = ("tests/theory/test_memory.py",), ("tests/figures/test_gates.py",)
CHAPTER = ("book/18-gates-lstm-and-gru.ipynb",)

GATED = (
    Mutant(
        "at rest: the output gate left out",
        THEORY,
        "0.5 * cell_share(admit, 1)",
        "cell_share(admit, 1)",
        tests=BY_THEORY,
        chapters=CHAPTER,
    ),
    Mutant("at rest: input gate half open", THEORY, "cell_share(admit, 1)", "cell_share(0.0, 1)", tests=BY_THEORY),
    Mutant("Gates: another lag", GATES, "cell_share(BIASES, self.lag)", "cell_share(BIASES, 64)", tests=BY_GATES),
    Mutant("Gates: half-life of T", GATES, "cell_half_life(self.bias)", "cell_half_life(self.lag)", tests=BY_GATES),
)
