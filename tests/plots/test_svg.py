"""A figure's SVG is the same at every run, small, and readable on any page."""

import xml.etree.ElementTree as ElementTree

import matplotlib
import numpy as np
import pytest

from gdlib.plots import alt, canvas, curve
from gdlib.plots.palette import INK, INK_ON_DARK
from gdlib.plots.svg import fingerprint, picture


def drawn(title="A falling curve & <its> name"):
    fig, ax = canvas()
    x = np.linspace(0, 5, 200)
    curve(ax, x, np.exp(-x), "gd")
    ax.set(xlabel="update $t$", ylabel="$f(w_t)$")
    return alt(fig, title)


def test_the_same_figure_gives_the_same_bytes():
    assert picture(drawn()) == picture(drawn())


def test_the_svg_is_well_formed_and_speaks_its_alt_text():
    root = ElementTree.fromstring(picture(drawn()))
    assert root.get("aria-label") == "A falling curve & <its> name"


def test_ink_follows_the_page_and_colours_stay():
    style, body = picture(drawn()).split("</style>")
    assert f"prefers-color-scheme:dark){{.gdlib-figure{{color:{INK_ON_DARK}}}" in style
    assert INK not in body
    assert "stroke: currentColor" in body
    assert "#0072b2" in body


def test_the_style_touches_nothing_beside_the_figure_when_it_is_put_into_a_page():
    style = picture(drawn()).split("<style>")[1].split("</style>")[0]
    selectors = [part for rule in style.split("{")[:-1] for part in rule.split("}")[-1].split(",")]
    assert all(".gdlib-figure" in s or s.startswith("@media") for s in selectors)


def test_the_ground_is_transparent_and_text_is_drawn_as_paths():
    svg = picture(drawn())
    assert "<text" not in svg
    assert "fill: #ffffff" not in svg


def test_no_date_and_no_version_is_left_in_the_picture():
    assert "matplotlib" not in picture(drawn()).lower()
    assert "metadata" not in picture(drawn())


def test_rounding_moves_no_point_by_more_than_a_hundredth():
    fig, ax = canvas()
    (line,) = ax.plot(np.linspace(0, 5, 50), np.exp(-np.linspace(0, 5, 50)))
    with matplotlib.rc_context({"path.simplify": False}):
        root = ElementTree.fromstring(picture(fig))
    in_points = ax.transData.transform(line.get_xydata()) * 72 / fig.dpi
    in_points[:, 1] = 72 * fig.get_size_inches()[1] - in_points[:, 1]  # SVG counts downwards
    (d,) = (p.get("d") for p in root.iter("{http://www.w3.org/2000/svg}path") if p.get("clip-path"))
    written = np.array([[float(v) for v in pair.split()] for pair in d.strip("M").split("L")])
    np.testing.assert_allclose(written, in_points, atol=0.0051)  # half a unit of the last place, and rounding


def test_a_picture_of_two_hundred_points_takes_less_than_40_kb():
    assert len(picture(drawn())) < 40_000


def test_the_fingerprint_tells_pictures_apart():
    assert fingerprint(picture(drawn())) != fingerprint(picture(drawn("Another sentence")))


def test_alt_wants_words():
    fig, _ = canvas()
    with pytest.raises(ValueError, match="alt needs a sentence"):
        alt(fig, "  ")
