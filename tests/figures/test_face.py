"""The Python face of a figure: a widget whose traits know their limits, and whose page carries gdlib's numbers."""

import html
import json
import math
import re

import ipywidgets
import numpy as np
import pytest
import traitlets

import gdlib as gl
from gdlib.figures import FACES, Momentum
from gdlib.figures.face import CHECKED, MIME, STATIC, scripts
from tests.figures.guide import example_face

ALL = pytest.mark.parametrize("face", FACES, ids=lambda face: face.__name__)
KILOBYTE = 1024


def test_a_figure_is_a_widget_whose_traits_link_and_are_observed():
    a, b, seen = Momentum(), Momentum(), []
    b.observe(lambda change: seen.append(change.new), "lr")
    link = traitlets.link((a, "lr"), (b, "lr"))
    a.lr = 2.5
    link.unlink()
    assert isinstance(a, ipywidgets.Widget)
    assert (b.lr, seen) == (2.5, [2.5])


def test_interact_moves_a_figure():
    figure = Momentum()
    box = ipywidgets.interactive(lambda lr: figure.set_trait("lr", lr), lr=(0.0, 4.0, 0.5))
    box.children[0].value = 3.0
    assert figure.lr == 3.0


def test_the_trajectory_is_gdlibs():
    figure = Momentum(method="nesterov", lr=0.5, beta=0.5, start=[1.0, -1.0])
    run = figure.trajectory()
    assert run.rule.name == "nesterov"
    np.testing.assert_array_equal(
        run.w, gl.descend(figure.objective, [1.0, -1.0], gl.nesterov(lr=0.5, beta=0.5), 120).w
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"lr": math.nan}, "lr must lie between 0 and 4; got nan"),
        ({"lr": -1}, "lr must lie between 0 and 4; got -1"),
        ({"beta": 1.0}, "beta must lie between 0 and 0.995; got 1.0"),
        ({"start": [0.0, math.inf]}, "start must lie between -1.05 and 1.05; got inf"),
        ({"start": [1.0]}, "start takes 2 numbers; got [1.0]"),
        ({"start": 3}, "start takes 2 numbers; got 3"),
    ],
)
def test_a_value_outside_its_limits_is_refused_in_a_sentence(state, words):
    with pytest.raises(traitlets.TraitError, match=re.escape(words)):
        Momentum(**state)


def test_a_control_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(TypeError, match="Momentum has no control 'alpha'; it has lr, beta, method, start"):
        Momentum(alpha=1)


def test_a_refused_value_leaves_the_figure_as_it_was():
    figure = Momentum()
    with pytest.raises(traitlets.TraitError):
        figure.lr = math.nan
    assert figure.lr == 1.6


def test_the_spec_is_not_the_readers_to_change():
    with pytest.raises(traitlets.TraitError):
        Momentum().spec = {}


def test_a_figure_shows_what_one_types():
    assert repr(Momentum(lr=1.0)) == "Momentum(lr=1.0, beta=0.75, method='momentum', start=[-2.0, 0.62])"


@ALL
def test_a_page_holds_the_spec_the_picture_and_its_words(face):
    figure = face()
    page = figure.html()
    held = json.loads(html.unescape(re.search('data-gdfig="([^"]*)"', page)[1]))
    assert held == json.loads(json.dumps(figure.page_spec()))
    assert f'<img alt="{html.escape(face.alt)}" src="data:image/svg+xml;base64,' in page
    assert len(face.alt) > 40


@ALL
def test_the_numbers_that_travel_are_gdlibs_first(face):
    figure = face()
    check, numbers = figure.page_spec()["check"], figure.numbers()
    assert check.keys() == numbers.keys()
    for name, values in check.items():
        np.testing.assert_array_equal(values, np.ravel(numbers[name])[:CHECKED])


@ALL
def test_what_is_stored_has_no_widget_state_and_a_description(face):
    data, _ = face()._repr_mimebundle_()
    assert {"text/html", "text/plain", MIME, "application/vnd.gdlib.figure+json"} < set(data)
    assert data["application/vnd.gdlib.figure+json"]["alt"] == " ".join(face.alt.split())


@ALL
def test_a_spec_travels_light(face):
    assert len(json.dumps(face().page_spec())) <= 30 * KILOBYTE


@ALL
def test_a_figure_says_what_it_is_and_what_it_takes(face):
    assert face.__doc__
    assert face.controls()
    assert all(80 < pixels < 1600 for pixels in face.room)


@ALL
def test_the_module_of_the_widget_is_the_pages_scripts_byte_for_byte(face):
    module = face()._esm
    for script in scripts(face.figure):
        assert (STATIC / script).read_text("utf8") in module


def test_a_figure_whose_script_is_not_built_yet_has_what_all_figures_share():
    assert (STATIC / "figures.js").read_text("utf8") in example_face()()._esm
