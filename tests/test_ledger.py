"""A claim stands only within its tolerance, and the table says by how much."""

import json
import math

import numpy as np
import pytest

from gdlib.ledger import Claim, Interval, collect, reproduced

NG = Claim("rates after epochs 1–4", (0.1, 0.067, 0.05, 0.04), 0.2 / (1 + np.arange(1, 5)), 5e-4, "Ng, C2W2L09")
STRANG = Claim("f after ten steps", "0.670", 0.66998, 5e-4, "Strang, 18.065, lecture 22")


def claim(published, ours, tol=0.0, **options):
    return Claim("it", published, ours, tol, "someone, eq. 1", **options)


@pytest.mark.parametrize(
    ("published", "ours", "tol"),
    [
        (709, np.int64(709), 0),
        ("0.670", 0.66998, 5e-4),
        (0.2, 0.1 + 0.1 + 1e-17, 0),
        ((1, 2), np.array([1.0, 2.1]), 0.11),
        (0.1752, Interval(0.171, 0.178), 0),  # ours are seeds; the published number lies among them
        (Interval(0.5, 0.6), 0.6, 0),
        (Interval(0.5, 0.6), Interval(0.55, 0.8), 0),
        (-1.0, -1.5, 0.5),
    ],
)
def test_a_claim_within_its_tolerance_stands(published, ours, tol):
    assert claim(published, ours, tol).agrees
    reproduced(claim(published, ours, tol))


@pytest.mark.parametrize(
    ("published", "ours", "tol", "difference"),
    [
        (709, 710, 0.5, 1),
        ("0.670", 0.68, 5e-3, 0.01),
        ((1, 2, 3), [1, 1.5, 3.1], 0.2, -0.5),
        (0.1752, Interval(0.180, 0.190), 0, 0.0048),
        (Interval(0.5, 0.6), 0.4, 0.05, -0.1),
        (Interval(0.5, 0.6), Interval(0.7, 0.8), 0.05, 0.1),
        (1.0, math.inf, 1, math.inf),
    ],
)
def test_a_claim_out_of_its_tolerance_is_named_with_both_numbers(published, ours, tol, difference):
    # one subtraction in floating point
    assert claim(published, ours, tol).difference == pytest.approx(difference, rel=1e-9)
    with pytest.raises(AssertionError, match=r"it: published .* \(someone, eq. 1\), ours .*; the difference is"):
        reproduced(NG, claim(published, ours, tol))


def test_a_failure_shows_claim_numbers_and_difference():
    with pytest.raises(AssertionError) as error:
        reproduced(claim("0.9608", 0.95, 5e-4), claim(3, 4))
    assert str(error.value).splitlines() == [
        "it: published 0.9608 (someone, eq. 1), ours 0.9500; the difference is -0.0108, and 0.0005 is allowed",
        "it: published 3 (someone, eq. 1), ours 4; the difference is 1, and 0 is allowed",
    ]


@pytest.mark.parametrize("ours", [math.nan, [1, math.nan], [math.nan, 1]])
def test_nan_agrees_with_nothing(ours):
    assert not claim([1] * np.size(ours), ours, math.inf).agrees


def test_a_known_disagreement_must_be_one():
    half_life = Claim("half-life at 0.9", 1.11, 6.579, 0.01, "D2L, RMSProp", differs="it prints 1/γ")
    assert "+5.47 (known: it prints 1/γ)" in repr(reproduced(half_life))
    with pytest.raises(
        AssertionError, match=r"they agree within 0.01, though they are said to differ \(it prints 1/γ\)"
    ):
        reproduced(Claim("half-life at 0.9", 1.11, 1.111, 0.01, "D2L, RMSProp", differs="it prints 1/γ"))


@pytest.mark.parametrize(
    ("published", "ours", "shown"),
    [
        ("0.670", 0.66998, "0.670"),
        (0.9608, 0.96078816, "0.9608"),
        (709, 709.0, "709"),
        (238.94212918, 238.942129177, "238.942"),
        ("2.3894212918E+02", 238.942129177, "2.38942e+02"),
        ("1.2e-5", 1.2345e-5, "1.2e-05"),
        (0.0, -1e-18, "0.0"),
        (Interval(0.5, 0.6), 0.5512, "0.6"),
        (0.17, Interval(0.1712, 0.1789), "0.17 … 0.18"),
    ],
)
def test_ours_has_the_digits_of_the_published_number_and_at_most_six(published, ours, shown):
    assert claim(published, ours, 1).row()["ours"] == shown


def test_digits_and_unit_can_be_given():
    row = claim(79.7, 79.666, 0.5, digits=4, unit="%").row()
    assert (row["published"], row["ours"]) == ("79.7 %", "79.67 %")


def test_the_difference_is_shown_no_finer_than_the_tolerance():
    assert claim(0.5, 0.5 + 3e-17, 1e-12).row()["difference"] == "0"  # rounding noise would differ between machines
    assert claim(0.1752, 0.1740, 5e-3).row()["difference"] == "-0.001"


def test_as_many_numbers_as_are_published():
    with pytest.raises(ValueError, match="it: 2 numbers are published, ours are 3"):
        reproduced(claim((1, 2), (1, 2, 3)))


def test_no_claim_at_all_is_an_error():
    with pytest.raises(AssertionError, match="no claim is made"):
        reproduced()


def test_the_table_is_markdown_text_and_data():
    bundle = reproduced(NG, STRANG, seconds=2)._repr_mimebundle_()
    lines = bundle["text/markdown"].splitlines()
    assert lines[0] == "| claim | source | published | ours | difference | tolerance |"
    assert lines[3] == "| f after ten steps | Strang, 18.065, lecture 22 | 0.670 | 0.670 | 0 | 0.0005 |"
    assert lines[-1] == "Takes about 2 s on one core."
    assert bundle["text/plain"].splitlines()[2].startswith("f after ten steps      | Strang")
    data = bundle["application/vnd.gdlib.ledger+json"]
    assert data["seconds"] == 2
    assert data["claims"][0]["ours"] == "0.1, 0.067, 0.05, 0.04"
    assert json.loads(json.dumps(data)) == data


def test_a_bar_in_a_cell_does_not_split_the_row():
    assert r"| a \| b |" in reproduced(Claim("a | b", 1, 1, 0, "S"))._repr_markdown_()


def test_collect_finds_every_claim_of_every_chapter(tmp_path):
    for name, *claims in [("02-bowl", STRANG), ("05-decay", NG, STRANG)]:
        outputs = [{"output_type": "execute_result", "data": reproduced(*claims)._repr_mimebundle_()}]
        cells = [{"cell_type": "markdown", "source": []}, {"cell_type": "code", "source": [], "outputs": outputs}]
        (tmp_path / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf8")
    found = collect(tmp_path)
    assert [(row["chapter"], row["cell"], row["claim"]) for row in found] == [
        ("02-bowl", 1, STRANG.what),
        ("05-decay", 1, NG.what),
        ("05-decay", 1, STRANG.what),
    ]
    assert found[1]["seconds"] is None
