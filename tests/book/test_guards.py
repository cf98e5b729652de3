"""What is stored must be whole and in order before anything is compared with it."""

import nbformat
import pytest

from book._tools.outputs import FIGURE, LEDGER, SVG, disagreements, faults, is_ignored
from gdlib.plots import alt, canvas
from gdlib.plots.show import bundle


def shown(sentence="A straight line", points=(0, 1)):
    """A stored code cell that shows a figure."""
    fig, ax = canvas()
    ax.plot(points)
    alt(fig, sentence)
    data, metadata = bundle(fig)
    output = nbformat.v4.new_output("execute_result", data, metadata=metadata, execution_count=1)
    return nbformat.v4.new_code_cell("fig", execution_count=1, outputs=[output])


def test_a_cell_that_was_run_in_order_has_no_faults():
    assert faults(shown(), 1) == []


@pytest.mark.parametrize("count", [None, 2, 9], ids=["cleared", "stale", "out of order"])
def test_a_cell_that_was_not_run_in_order_is_refused(count):
    cell = shown()
    cell.execution_count = count
    assert "re-execute the chapter" in faults(cell, 1)[0]


def test_a_picture_without_its_description_is_refused():
    cell = shown()
    del cell.outputs[0].data[FIGURE]
    assert "lost its description" in faults(cell, 1)[0]


def test_a_description_without_its_picture_is_refused():
    cell = shown()
    del cell.outputs[0].data[SVG]
    assert "lost its picture" in faults(cell, 1)[0]


def test_the_picture_of_another_figure_is_refused():
    cell = shown()
    cell.outputs[0].data[SVG] = shown(points=(1, 0)).outputs[0].data[SVG]
    assert "not the one that was described" in faults(cell, 1)[0]


def test_a_figure_without_words_is_refused():
    fig, _ = canvas()
    output = nbformat.v4.new_output("display_data", bundle(fig)[0])
    cell = nbformat.v4.new_code_cell("fig", execution_count=1, outputs=[output])
    assert "no alt text" in faults(cell, 1)[0]


def test_a_png_is_refused_since_nothing_could_compare_it():
    output = nbformat.v4.new_output("display_data", {"image/png": "iVBOR"})
    cell = nbformat.v4.new_code_cell("fig", execution_count=1, outputs=[output])
    assert "image/png" in faults(cell, 1)[0]


def test_what_was_written_to_stderr_is_refused():
    output = nbformat.v4.new_output("stream", name="stderr", text="a warning in process 123")
    cell = nbformat.v4.new_code_cell("f()", execution_count=1, outputs=[output])
    assert "a warning in process 123" in faults(cell, 1)[0]


@pytest.mark.parametrize("mark", ["tag", "comment"])
def test_an_output_that_is_not_compared_needs_a_reason(mark):
    cell = nbformat.v4.new_code_cell("1", execution_count=1)
    if mark == "tag":
        cell.metadata["tags"] = ["nbval-ignore-output"]
    else:
        cell.source = "# NBVAL_IGNORE_OUTPUT\n1"
    assert is_ignored(cell)
    assert "needs a reason" in faults(cell, 1)[0]
    cell.metadata["nbval-reason"] = "wall time"
    assert faults(cell, 1) == []


def test_a_figure_that_is_drawn_no_more_differs():
    assert disagreements(shown().outputs, [])[0] == ["1 figure(s) stored, 0 now"]
    assert disagreements(shown().outputs, shown().outputs) == ([], [])


def ledger(ours, seconds):
    rows = [{"claim": "rate", "ours": ours, "seconds": seconds}]
    return [nbformat.v4.new_output("display_data", {LEDGER: {"rows": rows, "seconds": seconds}})]


def test_a_ledger_may_differ_in_seconds_and_in_nothing_else():
    assert disagreements(ledger(0.96, 1.0), ledger(0.96, 2.0)) == ([], [])
    assert "ledger differs" in disagreements(ledger(0.96, 1.0), ledger(0.97, 1.0))[0][0]
