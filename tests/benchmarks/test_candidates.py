"""Only candidates that compute the same thing may be timed against each other; no test here asserts a time."""

import numpy as np
import pytest

from benchmarks import cold, growth, workloads
from benchmarks.race import OURS, agree, load, race, ratios

SMALL = {
    "path": workloads.path(steps=30),
    "map": workloads.grid(points=12, steps=40),
    "epoch": workloads.epoch(batches=(256, 1797)),
    "one digit": workloads.one_digit(),
    "layers": workloads.look(6, widths=(64, 128)),
    "RNN": workloads.through_time("RNN", 64, lengths=(5,)),
    "LSTM": workloads.through_time("LSTM", 64, lengths=(5,)),
}
CASES = [(name, case) for name, workload in SMALL.items() for case in workload.cases]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_every_installed_candidate_gives_the_numbers_of_gdlib(name, case):
    runs = SMALL[name].candidates(case)  # raises where one does not agree
    installed = {peer.name for peer in SMALL[name].peers if load(peer.module)}
    assert runs.keys() == {OURS, *installed}
    assert len(runs) > 1


def test_a_candidate_that_computes_something_else_is_refused():
    with pytest.raises(AssertionError, match=r"sloppy differs from gdlib by 1.0e-06"):
        agree("sloppy", [np.ones(3) * (1 + 1e-6)], [np.ones(3)], 1e-8)
    with pytest.raises(AssertionError, match="differs from gdlib by inf"):
        agree("short", [np.ones(2)], [np.ones(3)], 1e-8)
    with pytest.raises(AssertionError, match="differs from gdlib by nan"):
        agree("broken", [np.array([np.nan])], [np.ones(1)], 1e-8)


def test_a_small_number_in_a_map_of_large_ones_still_counts():
    # Losses of a map span hundreds of orders of magnitude; the median is what separates small from nothing.
    with pytest.raises(AssertionError):
        agree("wrong", [np.array([1e-2, 1.0, 1e190])], [np.array([2e-2, 1.0, 1e190])], 1e-8)


def test_a_peer_that_is_not_installed_is_no_error(monkeypatch):
    def gone(name):
        raise ModuleNotFoundError("No module named 'numba'", name="numba")

    monkeypatch.setattr("benchmarks.race.import_module", gone)
    assert load("numba_jit") is None


def test_a_mistake_in_our_own_modules_is_an_error():
    with pytest.raises(ModuleNotFoundError):
        load("no_such_peer")


def test_in_each_round_of_a_race_everyone_has_a_turn_and_another_begins():
    ran = []
    seconds = race({name: lambda name=name: ran.append(name) for name in (OURS, "a", "b")}, rounds=3, least=0)
    assert ran[3:] == [OURS, "a", "b", "a", "b", OURS, "b", OURS, "a"]  # after one run each, to see how long it takes
    assert {name: len(t) for name, t in seconds.items()} == {OURS: 3, "a": 3, "b": 3}


def test_a_turn_is_as_many_runs_as_fill_it():
    ran = []
    race({OURS: lambda: ran.append(sum(range(2000)))}, rounds=2, least=0.05)
    assert len(ran) > 1 + 2 * 2  # a run takes a thousandth of it


def test_a_ratio_is_taken_within_its_round():
    # The machine is ten times slower in the second round: for both, so the ratio is 2 in each.
    seconds = {OURS: np.array([1.0, 10.0, 1.0]), "peer": np.array([2.0, 20.0, 2.0])}
    assert ratios(seconds) == {"peer": [2.0, 2.0, 2.0]}


def test_a_fresh_process_computes_what_this_one_does():
    there = cold.run("ours", "path", "momentum", 5)["sums"]
    here = [float(a.sum()) for a in load("ours").path("momentum", 5)()]
    assert there == here


def test_a_recorded_step_keeps_its_point_its_loss_and_its_gradient_norm():
    # 2 coordinates of 8 bytes and one number of 8 bytes for each thing asked; the tenth is for tracemalloc's own noise.
    assert growth.bytes_per_iterate(lambda run: None) == pytest.approx(16, abs=0.1)
    assert growth.bytes_per_iterate() == pytest.approx(24, abs=0.1)
    assert growth.bytes_per_iterate(lambda run: (run.f, run.grad_norm)) == pytest.approx(32, abs=0.1)
