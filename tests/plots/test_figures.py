"""The plot functions draw the numbers that they are given, in the looks of the book."""

import numpy as np
import pytest

from gdlib import descend, gd, momentum
from gdlib.objectives import Ravine
from gdlib.plots import against, canvas, components, contours, curve, look, losses, path, paths, rate_map, spread

F = Ravine(20)
BOX = ((-10, 4), (-3, 3))


@pytest.fixture
def runs():
    return {
        name: descend(F, [-9, 1.5], rule, 30) for name, rule in (("gd", gd(lr=0.09)), ("momentum", momentum(lr=0.05)))
    }


def test_losses_draws_each_loss_against_its_update_in_the_methods_colour(runs):
    (ax,) = losses(runs).axes
    for line, (name, run) in zip(ax.lines, runs.items(), strict=True):
        np.testing.assert_array_equal(line.get_xydata(), np.column_stack([range(31), run.f]))
        assert (line.get_label(), line.get_color()) == (name, look(name).color)
    assert ax.get_yscale() == "log"


def test_losses_takes_examples_or_seconds_as_abscissae_and_leaves_rounding_out():
    (ax,) = losses({"gd": ([0, 32, 64], [1.0, 1e-3, 1e-20])}, xlabel="examples seen").axes
    np.testing.assert_array_equal(ax.lines[0].get_xdata(), [0, 32, 64])
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [1.0, 1e-3, np.nan])


def test_components_draws_theory_dashed_in_the_colour_of_what_it_predicts():
    y = 0.5 ** np.arange(20)
    (ax,) = components({"λ = 1": y, "λ = 2": -(y**2)}, {"λ = 2": y**2}).axes
    first, second, theory = ax.lines
    np.testing.assert_array_equal(second.get_ydata(), theory.get_ydata())  # sizes: the sign is dropped
    assert theory.get_color() == second.get_color() != first.get_color()
    assert theory.get_linestyle() == "--"


def test_against_puts_markers_for_measurements_and_dashes_for_theory():
    x = np.geomspace(10, 1e4, 5)
    (ax,) = against(x, {"gd": 7 * x}, {"gd": 6.9 * x, "slope 1": ([10, 1e4], [10, 1e4])}, xlabel="κ").axes
    measured, theory, slope = ax.lines
    assert (measured.get_linestyle(), measured.get_marker()) == ("None", "o")
    assert (theory.get_linestyle(), theory.get_color()) == ("--", measured.get_color())
    assert len(slope.get_xdata()) == 2
    assert (ax.get_xscale(), ax.get_yscale(), ax.get_xlabel()) == ("log", "log", "κ")
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["gd", "slope 1"]


def test_paths_draws_every_iterate_over_the_contours(runs):
    top, below = paths(F, runs, BOX).axes
    np.testing.assert_array_equal(top.lines[1].get_xydata(), runs["momentum"].w)
    assert top.get_xlim() == BOX[0]
    assert below.get_yscale() == "log"


def test_paths_without_losses_has_its_legend_outside(runs):
    fig = paths(F, runs, BOX, loss=False)
    assert [t.get_text() for t in fig.legends[0].get_texts()] == ["gd", "momentum"]


def test_contours_of_a_quadratic_are_evenly_spaced_along_a_ray():
    _, ax = canvas()
    levels = contours(ax, F, BOX).levels
    gaps = np.diff(np.sqrt(levels))
    # equal up to how near the grid's lowest point comes to the minimum: 0.03 of 14 squared is under 1 in 1,000
    np.testing.assert_allclose(gaps, gaps[0], rtol=1e-3)


def test_a_path_takes_a_run_or_its_points(runs):
    _, ax = canvas()
    of_run, of_points = path(ax, runs["gd"]), path(ax, runs["gd"].w, "gd")
    np.testing.assert_array_equal(of_run.get_xydata(), of_points.get_xydata())
    assert of_run.get_label() == "gd"


def test_a_rate_map_is_blank_where_nothing_converges():
    _, ax = canvas()
    lr, beta = np.linspace(0.1, 3, 30), np.linspace(0, 0.9, 20)[:, None]
    mesh = rate_map(ax, lr, beta, np.abs(1 - lr) + 0 * beta)
    blank = np.ma.getmaskarray(mesh.get_array())
    np.testing.assert_array_equal(blank[0], np.abs(1 - lr) > 1)


def test_spread_draws_the_median_between_its_quantiles():
    _, ax = canvas()
    runs = np.arange(11.0)[:, None] + np.zeros(5)
    line = spread(ax, range(5), runs, "stochastic")
    assert set(line.get_ydata()) == {5.0}
    band = ax.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == (1.0, 9.0)


def test_a_long_curve_has_few_markers():
    _, ax = canvas()
    line = curve(ax, range(1000), range(1000), "gd")
    assert len(range(1000)[line.get_markevery()[0] :: line.get_markevery()[1]]) <= 9


def test_letters_are_9_pixels_high_on_a_phone():
    fig, ax = canvas()
    shown = 360 / (72 * fig.get_size_inches()[0])  # pixels a point, where the page gives the figure 360 px
    assert ax.xaxis.label.get_size() * shown >= 9
