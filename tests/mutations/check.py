"""Mistakes in the check of the chapters itself."""

from tests.mutations.mutant import Mutant

BY_CHECK = ("tests/book/test_wrong_figures.py", "tests/book/test_guards.py")
BY_PROOFS = ("tests/proofs",)
COMPARE, OUTPUTS = "gdlib/plots/compare.py", "book/_tools/outputs.py"

CHECK = (
    Mutant("check: tolerance of a part in 100", COMPARE, "RTOL = 1e-6", "RTOL = 1e-2", tests=BY_CHECK),
    Mutant(
        "check: legends not described",
        "gdlib/plots/description.py",
        "legend and _legend(legend)",
        "None",
        tests=BY_CHECK,
    ),
    Mutant("check: pictures not compared", COMPARE, "distance > PIXELS", "distance > 256", tests=BY_CHECK),
    Mutant("check: order of cells not looked at", OUTPUTS, "cell.execution_count != position", "False", tests=BY_CHECK),
    Mutant(
        "check: any picture will do", OUTPUTS, 'fingerprint(data[SVG]) != data[FIGURE]["svg"]', "False", tests=BY_CHECK
    ),
    Mutant("check: no reasons needed", OUTPUTS, "is_ignored(cell) and not", "False and not", tests=BY_CHECK),
)
