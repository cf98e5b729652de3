"""nbval itself, on a small chapter into which mistakes are planted: wrong figures, wrong equations, broken storage.

All variants run in one pytest; each has its stored outputs from the right chapter and its own fresh kernel.
"""

import copy

import pytest

from book._tools.outputs import FIGURE, SVG

from .conftest import nbval

# name: (what stands in the chapter, what is planted, what the check must say)
WRONG = {
    "rate-a-ten-thousandth-off": ("lr, noise = 0.15,", "lr, noise = 0.150015,", "“gd” y values"),
    "axes-swapped": ("(range(41), run.f * (1 + noise))", "(run.f * (1 + noise), range(41))", "“gd” x"),
    "legend-missing": ("alt(fig,", "fig.axes[0].get_legend().remove(); alt(fig,", "legend"),
    "plot-removed": ("alt(fig,", "0 * len(", "figure(s) stored, 0 now"),
    "equation-sign": ("(1 - \\eta\\lambda)^k", "(1 + \\eta\\lambda)^k", "ProofError"),
    "equation-index": ("^k x_0", "^{k - 1} x_0", "ProofError"),
    "equation-square": ("{(L + \\mu)^2}", "{(L + \\mu)}", "ProofError"),
}
RIGHT = {
    "unchanged": ("", ""),
    "noise-1e-12": ("noise = 0.15, 0.0", "noise = 0.15, 1e-12"),
}


def planted(notebook, old, new):
    """The notebook with another text and the old outputs."""
    nb = copy.deepcopy(notebook)
    hits = [cell for cell in nb.cells if old in cell.source]
    assert hits, f"{old!r} does not stand in the chapter"
    hits[0].source = hits[0].source.replace(old, new, 1) if old else hits[0].source
    return nb


def code(nb):
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def cleared(nb):
    for cell in code(nb):
        cell.outputs, cell.execution_count = [], None


def reordered(nb):
    code(nb)[3].execution_count = 9


def swapped(nb):
    code(nb)[3].outputs[0].data[SVG] = code(nb)[4].outputs[0].data[SVG]


def undescribed(nb):
    del code(nb)[3].outputs[0].data[FIGURE]


def ignored(nb):
    code(nb)[5].metadata["tags"] = ["nbval-ignore-output"]


def excused(nb):
    code(nb)[5].metadata |= {"tags": ["nbval-ignore-output"], "nbval-reason": "it says so"}


BROKEN = {
    cleared: "execution count None",
    reordered: "execution count 9, not 4",
    swapped: "not the one that was described",
    undescribed: "lost its description",
    ignored: "needs a reason",
}


@pytest.fixture(scope="session")
def verdicts(notebook, tmp_path_factory):
    """nbval's outcomes on all variants, and what it printed."""
    variants = {name: planted(notebook, *planting[:2]) for name, planting in (WRONG | RIGHT).items()}
    for spoil in (*BROKEN, excused):
        variants[spoil.__name__] = copy.deepcopy(notebook)
        spoil(variants[spoil.__name__])
    return nbval(tmp_path_factory.mktemp("variants"), variants)


@pytest.mark.slow
@pytest.mark.parametrize("name", WRONG)
def test_a_planted_mistake_fails_and_is_named(verdicts, name):
    outcome = verdicts[0][name]
    assert outcome.failed
    assert WRONG[name][2] in outcome.text


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_a_re_run_with_rounding_passes(verdicts, name):
    assert not verdicts[0][name].failed, verdicts[0][name].text


@pytest.mark.slow
@pytest.mark.parametrize("spoil", BROKEN, ids=lambda s: s.__name__)
def test_a_notebook_that_was_not_stored_whole_fails(verdicts, spoil):
    outcome = verdicts[0][spoil.__name__]
    assert outcome.failed
    assert BROKEN[spoil] in outcome.text


@pytest.mark.slow
def test_what_is_not_compared_is_printed_with_its_reason(verdicts):
    outcomes, printed = verdicts
    assert not outcomes["excused"].failed
    assert "not compared: chapter.ipynb Cell 5: it says so" in printed
