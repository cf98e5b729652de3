"""Every figure as a reader first sees it: drawn, right, quiet, readable in light and dark."""

import numpy as np
import pytest

from gdlib.figures import FACES
from tests.figures.browser.contrast import contrasts, ratio
from tests.site.reader import AXE, COLOURS, WCAG

SIZES = """el => [...el.querySelectorAll("svg text")].map(node =>
  [node.textContent, parseFloat(getComputedStyle(node).fontSize)])"""
ENOUGH = 4.5  # WCAG 2.2, 1.4.3


def test_black_on_white_has_the_contrast_that_wcag_says():
    assert ratio([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert ratio([118, 118, 118], [255, 255, 255]) == pytest.approx(4.54, abs=0.005)


def test_all_figures_of_one_page_come_to_life_and_their_numbers_are_gdlibs(visit):
    hand = visit()
    said = {face.__name__: hand.figure(i).get_attribute("data-parity") for i, face in enumerate(FACES)}
    assert said == {face.__name__: "ok" for face in FACES}
    assert hand.facts.errors == []
    assert hand.facts.outside("file:") == []


def test_a_figure_is_accessible_in_light_and_dark(hand):
    hand.tab.add_script_tag(path=str(AXE))
    for scheme, rules in (("light", WCAG), ("dark", COLOURS)):
        hand.theme(scheme)
        found = hand.tab.evaluate("rules => axe.run(document, { runOnly: rules, preload: false })", rules)
        assert [f"{v['id']}: {v['nodes'][0]['html'][:150]}" for v in found["violations"]] == []


def test_words_in_a_drawing_stand_out_from_their_ground_in_light_and_dark(hand, figure, face):
    rng = np.random.default_rng(3)
    for scheme in ("light", "dark"):
        hand.theme(scheme)
        for state in (face().state(), face.drawn(rng).state()):
            hand.show(figure, state)
            faint = [(words, round(c, 2)) for words, c in contrasts(hand.tab, figure) if c < ENOUGH]
            assert faint == [], state


def test_words_in_a_drawing_are_large_enough_on_a_phone(tabs, face):
    sizes = tabs.of(face, 390).figure().evaluate(SIZES)
    assert [words for words, size in sizes if size < 12] == []
