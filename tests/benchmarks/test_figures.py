"""The figures' table says what was measured, its misses in bold; no test here asserts a time."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.front.drag import Candidate, places
from benchmarks.front.table import markdown, missed, summary
from gdlib.figures import FACES

ROOT = Path(__file__).resolve().parents[2]
STORED = json.loads((ROOT / "benchmarks" / "figures.json").read_text("utf8"))


def drag(name, plain=(5, 20), slow=(20, 50), ours=True):
    return {"name": name, "ours": ours, "plain": list(plain), "slow": list(slow), "wait": 2, "work": 3.04}


def results(*drags, numbers=()):
    found = {"date": "2026-01-31", "machine": "two cores", "load": [0.2, 1.1], "moves": 120, "rounds": 3}
    return {**found, "versions": {"Plotly": "7.1.0"}, "drags": list(drags), "numbers": list(numbers)}


def test_a_missed_promise_is_bold_and_said_in_a_sentence():
    text = markdown(results(drag("Bowl", (8.4, 20)), drag("Race", slow=(33.6, 99))))
    assert "| `Bowl` | **8.4** / 20 | 20 / 50 | 2 | 3 |" in text
    assert "| `Race` | 5 / 20 | **34** / 99 | 2 | 3 |" in text  # nothing is promised for the 95 % at 4×
    assert "- `Bowl`: median 8.4 ms, promised 8" in text
    assert "- `Race`: median at 4× throttle 34 ms, promised 33" in text
    assert len(missed(results(drag("Bowl", (5, 34))))) == 1


def test_a_promise_is_judged_by_the_number_that_is_printed():
    assert missed(results(drag("Bowl", (8.04, 33.4), (33.4, 50)))) == []


def test_a_peer_promises_nothing_and_stands_below_the_promise():
    text = markdown(results(drag("Plotly", (70, 90), ours=False), drag("Bowl")))
    assert "| Plotly | 70 / 90 | 20 / 50 | 2 | 3 |" in text
    assert text.index("`Bowl`") < text.index("*promised, each figure*") < text.index("| Plotly")
    assert "Every promise is kept." in text


def test_a_number_above_its_limit_is_bold():
    numbers = [
        {"name": "script, KB", "value": 40.04, "most": 40, "digits": 1},
        {"name": "shift", "value": 0.0213, "most": 0.02, "digits": 3},
    ]
    text = markdown(results(numbers=numbers))
    assert "| script, KB | 40.0 | ≤ 40 |" in text
    assert "| shift | **0.021** | ≤ 0.02 |" in text
    assert "- shift: 0.021, promised 0.02" in text


def test_the_circumstances_are_said():
    text = markdown(results(drag("Bowl")))
    assert "on two cores with a load average of 0.2 to 1.1 from beginning to end" in text
    assert "120 moves × 3 at each speed; Plotly 7.1.0." in text


def test_the_sentence_gives_the_range_of_ours_and_each_peer():
    found = results(drag("Bowl", (4, 9)), drag("Race", (7.5, 9)), drag("Bokeh", (23.4, 40), ours=False))
    assert "take 4 to 7.5 ms (median of each)" in summary(found)
    assert "Bokeh 23 ms" in summary(found)


def test_the_hand_stays_within_its_box_and_crosses_it_both_ways():
    box = {"x": 10, "y": 20, "width": 300, "height": 200}
    x, y = np.array(places(box, 120, Candidate("a", "b").reach)).T
    assert len(set(zip(x, y, strict=True))) >= 100
    for at, low, size in ((x, 10, 300), (y, 20, 200)):
        assert low < at.min() < low + 0.2 * size
        assert low + 0.8 * size < at.max() < low + size


def test_the_pages_of_the_peers_hold_gdlibs_numbers_and_ask_no_network_for_a_script(tmp_path):
    pytest.importorskip("plotly")
    pytest.importorskip("bokeh")
    from benchmarks.front import peers

    for peer in peers.candidates(tmp_path):
        page = (tmp_path / f"{peer.name}.html").read_text("utf8")
        assert "function descent(" in page
        assert not {line for line in page.splitlines() if "<script src=" in line or "<link " in line}
        assert peer.check.shape == (121, 2)


@pytest.mark.parametrize("page", ["book/benchmarks.md", "README.md"])
def test_the_pages_show_the_stored_results(page):
    text = (ROOT / page).read_text("utf8")
    assert (summary(STORED) if page == "README.md" else markdown(STORED)) in text


def test_what_is_stored_was_measured_on_figures_that_exist():
    assert {d["name"] for d in STORED["drags"] if d["ours"]} <= {face.__name__ for face in FACES}
    assert {d["name"] for d in STORED["drags"] if not d["ours"]} == {"Plotly", "Bokeh"}
