"""The table says what was measured: a promise that is missed stands in bold and in a sentence, and the pages agree."""

import json
from pathlib import Path

import pytest

from benchmarks.measure import merged
from benchmarks.table import CLOSE, OPEN, markdown, missed, replaced

ROOT = Path(__file__).resolve().parents[2]
STORED = json.loads((ROOT / "benchmarks" / "results.json").read_text("utf8"))


def row(cases, wanted=None, peer="torch"):
    return {"group": "path", "title": "one path", "peer": peer, "cases": cases, "wanted": wanted or {}}


def results(*rows, numbers=()):
    versions = {"Python": "3.11.7", "numba": None}
    found = {"date": "2026-01-31", "machine": "two cores", "rounds": 15, "versions": versions}
    return {**found, "ratios": list(rows), "numbers": list(numbers)}


def test_a_missed_promise_is_bold_and_said_in_a_sentence():
    text = markdown(results(row({"gd": [1, 2.04, 3], "adam": [0.4, 0.5, 0.6]}, {"gd": 2, "adam": 2})))
    assert "| gd: 2<br>adam: **0.5** | ≥ 2 |" in text
    assert "- path, adam: 0.5 beside torch, promised 2" in text


def test_a_promise_is_judged_by_the_number_that_is_printed():
    assert missed(results(row({"gd": [0, 0.996, 2]}, {"gd": 1}))) == []
    assert len(missed(results(row({"gd": [0, 0.94, 2]}, {"gd": 1})))) == 1


def test_a_peer_that_is_not_installed_is_named():
    assert "| not installed | ≥ 8 |" in markdown(results(row({}, {"momentum": 8})))


def test_a_number_above_its_limit_is_bold():
    numbers = [{"name": "bytes", "value": 32.0, "most": 24}, {"name": "power", "value": 1.0, "most": 1.1}]
    text = markdown(results(numbers=numbers))
    assert "| bytes | **32** | ≤ 24 |" in text
    assert "| power | 1 | ≤ 1.1 |" in text
    assert "bytes: 32, promised at most 24" in text


def test_when_all_is_kept_the_table_says_so_and_names_what_took_part():
    text = markdown(results(row({"gd": [1, 2, 3]}, {"gd": 1})))
    assert "Every promise is kept." in text
    assert "Measured 2026-01-31 on two cores, one process and one thread, median of 15 rounds; Python 3.11.7." in text


def test_only_what_stands_between_the_comments_is_replaced():
    assert replaced(f"a\n{OPEN}\nold\n{CLOSE}\nb", "new") == f"a\n{OPEN}\n\nnew\n\n{CLOSE}\nb"
    with pytest.raises(ValueError, match="no place for the table"):
        replaced("a page", "new")


def test_a_group_that_is_measured_again_takes_its_place_and_the_others_stay():
    def one(group, value):
        return row({"gd": [value] * 3}) | {"group": group}

    old = results(one("path", 1), one("fresh process", 2), numbers=[{"name": "bytes"}])
    new = merged(old, {**results(one("epoch", 3)), "date": "2026-02-01"})
    assert [r["group"] for r in new["ratios"]] == ["path", "epoch", "fresh process"]
    assert new["date"] == "2026-01-31 to 2026-02-01"
    assert new["numbers"] == old["numbers"]
    again = merged(new, {**results(one("path", 4)), "date": "2026-02-01"})
    assert [r["cases"]["gd"][1] for r in again["ratios"]] == [4, 3, 2]
    assert again["date"] == new["date"]


def test_results_of_other_versions_are_not_mixed():
    with pytest.raises(SystemExit, match="versions differ from the stored results; measure everything again"):
        merged(results(), {**results(), "versions": {"Python": "3.13.0", "numba": None}})


@pytest.mark.parametrize("page", ["book/benchmarks.md", "README.md"])
def test_the_pages_show_the_stored_results(page):
    text = (ROOT / page).read_text("utf8")
    assert markdown(STORED) in text


def test_the_picture_has_a_dot_for_each_ratio_and_words_for_each_peer():
    picture = pytest.importorskip("benchmarks.picture").picture(STORED)
    dots = sum(len(line.get_xdata()) for ax in picture.axes for line in ax.lines if line.get_linestyle() == "None")
    shown = [row for row in STORED["ratios"] if row["cases"]]
    assert dots == sum(len(row["cases"]) for row in shown)
    assert all(row["peer"] in picture.alt for row in shown)
