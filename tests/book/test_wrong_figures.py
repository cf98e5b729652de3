"""The comparison of figures tells every planted mistake from rounding, and names the curve."""

import numpy as np
import pytest

from gdlib import descend, gd
from gdlib.objectives import Ravine
from gdlib.plots import alt, canvas, contours, look
from gdlib.plots.compare import differences, picture_distance, verdict
from gdlib.plots.description import description
from gdlib.plots.svg import picture

F = Ravine(10)


def figure(lr=0.15, noise=0.0):
    """A figure with one of each: curves, contours, arrows, an image, a text, a legend."""
    w = descend(F, [-9, 1.5], gd(lr=lr), 40).w * (1 + noise)
    fig, (curves, map_) = canvas(1, 2)
    for i in (0, 1):
        curves.plot(range(41), np.abs(w[:, i]), label=f"$|w_{i + 1}|$", **look("x", i).line())
    curves.set(yscale="log", xlabel="update $t$", ylabel="size of the error")
    curves.legend()
    curves.annotate("the start", (0, 9), (10, 5))
    contours(map_, F, ((-10, 4), (-3, 3)), n=41)
    y, x = np.mgrid[-2:3, -8:4:4]
    map_.quiver(x, y, *-F.grad(np.stack([x, y])), color="#7d8500")
    map_.imshow(np.arange(12.0).reshape(3, 4) * lr, extent=(1, 4, 1, 3), origin="lower")
    return alt(fig, "Two curves fall and a path crosses a bowl")


def described(fig):
    return description(fig, picture(fig))


@pytest.fixture(scope="module")
def stored():
    return described(figure())


@pytest.mark.parametrize("noise", [0, 1e-12, 1e-9], ids=["none", "1e-12", "1e-9"])
def test_a_re_run_with_rounding_passes(stored, noise):
    assert verdict(stored, described(figure(noise=noise))) == ([], None)


@pytest.mark.parametrize("factor", [1.01, 1.0001, 1.00001], ids=["1 %", "0.01 %", "0.001 %"])
def test_another_learning_rate_fails_and_the_curve_is_named(stored, factor):
    found = differences(stored, described(figure(lr=0.15 * factor)))
    assert any("lines[0] “$|w_1|$” y" in sentence for sentence in found)


def swap_axes_of_a_curve(fig):
    line = fig.axes[0].lines[0]
    line.set_data(line.get_ydata(), line.get_xdata())


def swap_axis_labels(fig):
    ax = fig.axes[0]
    ax.set(xlabel=ax.get_ylabel(), ylabel=ax.get_xlabel())


def drop_the_legend(fig):
    fig.axes[0].get_legend().remove()


def misspell_the_legend(fig):
    fig.axes[0].get_legend().get_texts()[0].set_text("$|w_0|$")


def linear_for_log(fig):
    fig.axes[0].set_yscale("linear")


def drop_a_curve(fig):
    fig.axes[0].lines[1].remove()


def swap_the_curves(fig):
    a, b = fig.axes[0].lines
    a_data, b_data = a.get_data(), b.get_data()
    a.set_data(*b_data)
    b.set_data(*a_data)


def recolour_a_curve(fig):
    fig.axes[0].lines[0].set_color("#d55e00")


def solid_for_dashed(fig):
    fig.axes[0].lines[0].set_linestyle((0, (4, 2)))


def move_one_point(fig):
    y = fig.axes[0].lines[0].get_ydata().copy()
    y[7] *= 1.01
    fig.axes[0].lines[0].set_ydata(y)


def move_the_limits(fig):
    fig.axes[0].set_xlim(0, 39)


def move_the_annotation(fig):
    fig.axes[0].texts[0].xy = (1, 9)


def say_something_else(fig):
    fig.axes[0].texts[0].set_text("the end")


def transpose_the_image(fig):
    fig.axes[1].images[0].set_data(fig.axes[1].images[0].get_array().T)


def turn_the_image_over(fig):
    fig.axes[1].images[0].set_data(fig.axes[1].images[0].get_array()[::-1])


def choose_another_colour_map(fig):
    fig.axes[1].images[0].set_cmap("magma")


def flip_the_arrows(fig):
    arrows = fig.axes[1].collections[1]
    arrows.set_UVC(-arrows.U, -arrows.V)


def draw_other_levels(fig):
    fig.axes[1].collections[0].remove()
    contours(fig.axes[1], F, ((-10, 4), (-3, 3)), n=41, levels=11)


def draw_another_bowl(fig):
    fig.axes[1].collections[0].remove()
    contours(fig.axes[1], Ravine(10.1), ((-10, 4), (-3, 3)), n=41)


def name_the_ticks(fig):
    fig.axes[0].set_xticks([0, 20, 40], ["start", "half way", "end"])


def give_a_title(fig):
    fig.axes[0].set_title("A title")


def say_another_alt_text(fig):
    alt(fig, "Something else is to be seen")


MISTAKES = [
    *(swap_axes_of_a_curve, swap_axis_labels, drop_the_legend, misspell_the_legend, linear_for_log, drop_a_curve),
    *(swap_the_curves, recolour_a_curve, solid_for_dashed, move_one_point, move_the_limits, move_the_annotation),
    *(say_something_else, transpose_the_image, turn_the_image_over, choose_another_colour_map, flip_the_arrows),
    *(draw_other_levels, draw_another_bowl, name_the_ticks, give_a_title, say_another_alt_text),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m.__name__)
def test_a_wrong_figure_differs_in_its_data(stored, mistake):
    fig = figure()
    mistake(fig)
    assert differences(stored, described(fig))


def test_what_only_the_picture_shows_is_found_in_the_picture(stored):
    fig = figure()
    fig.axes[0].tick_params(labelsize=6)
    found, _ = verdict(stored, described(fig))
    assert "the data agree, the pictures do not" in found[0]


def test_another_renderer_is_compared_by_data_only_and_says_so(stored):
    other = described(figure()) | {"renderer": "matplotlib 9.9, freetype 1"}
    other["thumbnail"] = described(figure(lr=0.1))["thumbnail"]
    found, note = verdict(stored, other)
    assert not found
    assert "compared by data only" in note


def test_pictures_of_different_size_are_infinitely_apart(stored):
    fig, _ = canvas(height=2)
    assert picture_distance(stored["thumbnail"], described(fig)["thumbnail"]) == float("inf")
