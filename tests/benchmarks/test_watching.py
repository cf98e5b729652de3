"""What a watch costs is taken from the steps that it lies on; no test here asserts a time."""

import pytest

from benchmarks import watching


def test_the_cost_of_a_sample_is_told_from_that_of_the_steps_between(monkeypatch):
    plain = [1.0] * 13
    watched = [1.1 + 0.3 * (k % 4 == 0) + 0.2 * (k % 4 == 1) for k in range(13)]  # 0.5 over two steps, and 0.1 on each
    watched[6] = 9.0  # somebody else had his turn
    monkeypatch.setattr(watching, "trained", lambda *_: ({"plain": plain, "watched": watched}, [0, 4, 8, 12]))
    found = watching.cost(13, 4)
    assert found == pytest.approx((1.0, 0.5, 0.1))
    assert found.overhead(10) == pytest.approx(0.15)


def test_both_trainings_take_the_same_way_and_samples_are_where_they_are_due(monkeypatch):
    torch = pytest.importorskip("torch")
    monkeypatch.setattr(watching, "model", lambda: torch.manual_seed(0) and torch.nn.Linear(784, 10))
    seconds, sampled = watching.trained(7, 3, 4)  # raises where the two do not end at the same weights
    assert sampled == [0, 3, 6]
    assert [len(times) for times in seconds.values()] == [7, 7]
