"""A figure's SVG is the same at every run, small, and readable on any page."""

import xml.etree.ElementTree as ElementTree

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
    svg = picture(drawn())
    assert f"prefers-color-scheme:dark){{svg{{color:{INK_ON_DARK}}}" in svg
    assert svg.count(INK) == 1  # in the style; everywhere else it is currentColor
    assert "stroke: currentColor" in svg
    assert "#0072b2" in svg


def test_the_ground_is_transparent_and_text_is_drawn_as_paths():
    svg = picture(drawn())
    assert "<text" not in svg
    assert "fill: #ffffff" not in svg


def test_no_date_and_no_version_is_left_in_the_picture():
    assert "matplotlib" not in picture(drawn()).lower()
    assert "metadata" not in picture(drawn())


def test_rounding_moves_nothing_by_more_than_a_hundredth_of_a_point():
    root = ElementTree.fromstring(picture(drawn()))
    line = max((p.get("d", "") for p in root.iter("{http://www.w3.org/2000/svg}path")), key=lambda d: d.count("L"))
    points = np.array([[float(v) for v in pair.split()] for pair in line.strip("Mz").split("L")])
    assert (np.diff(points[:, 0]) > 0).all()
    assert np.allclose(points, np.round(points, 2))


def test_a_picture_of_two_hundred_points_takes_less_than_40_kb():
    assert len(picture(drawn())) < 40_000


def test_the_fingerprint_tells_pictures_apart():
    assert fingerprint(picture(drawn())) != fingerprint(picture(drawn("Another sentence")))


def test_alt_wants_words():
    fig, _ = canvas()
    with pytest.raises(ValueError, match="alt needs a sentence"):
        alt(fig, "  ")
