"""What the figure of chapter 19 replays: cells, and the slope of the answer that goes by the cells alone."""

import numpy as np
import pytest

from gdlib.figures import Replay
from gdlib.figures.replay import RUNS, stored

runs = pytest.mark.parametrize("run", RUNS)


def gates(run):
    """The arrays of a run, (T, h) each, from the file itself."""
    data = stored()
    return {
        k: np.reshape(data["runs"][run][k], (data["steps"], data["units"])) / 1000 for k in ("f", "i", "o", "g", "cell")
    }


def answer(run, pushed=None, by=0.0):
    """What the cells say if gates stay as they are, and cell t of every unit is pushed by ``by`` times its slope."""
    a, V, c = gates(run), np.array(stored()["runs"][run]["V"]), 0
    for t in range(stored()["steps"]):
        c = a["f"][t] * c + a["i"][t] * a["g"][t] + (by * a["cell"][t] if t == pushed else 0)
    return (V * a["o"][-1] * np.tanh(c)).sum()


@runs
def test_the_slope_by_the_cells_is_a_derivative_with_the_gates_held(run):
    direct = Replay(run=run).numbers()["direct"][::-1]
    for t in (0, 17, 34, 49):
        assert direct[t] == pytest.approx(answer(run, t, 1e-30j).imag / 1e-30, rel=1e-12, abs=1e-15)  # a complex step


@runs
@pytest.mark.parametrize("unit", [1, 5, 8])
def test_what_lasts_is_the_product_of_the_later_forget_gates(run, unit):
    f = gates(run)["f"][:, unit - 1]
    for at in (1, 18, 50):
        numbers = Replay(run=run, unit=unit, at=at).numbers()
        assert numbers["here"] == pytest.approx(f[at:].prod(), rel=1e-13)
        assert numbers["left"][50 - at] == numbers["here"]


@runs
def test_the_stored_run_gives_the_answer_that_it_says(run):
    data = stored()["runs"][run]
    c = [Replay(run=run, unit=u).numbers()["c"][-1] for u in range(1, 9)]
    read_out = np.dot(data["V"], gates(run)["o"][-1] * np.tanh(c)) + data["c"]
    assert read_out == pytest.approx(data["answer"], abs=0.01)  # gates are rounded to thousandths


def test_both_runs_solve_the_task_and_their_slopes_are_near_one_at_the_marks():
    for run in stored()["runs"].values():
        assert run["error"] < 0.002
        slope = np.array(run["slope"]) / 1000
        assert (abs(slope[stored()["marked"]] - 1) < 0.25).all()
        assert abs(np.delete(slope, stored()["marked"])).max() < 0.25
