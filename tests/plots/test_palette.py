"""The book's colours hold on both pages, and no two methods look alike."""

import itertools

import pytest

import gdlib.rules
from gdlib.plots.palette import DARK_PAGES, INK, INK_ON_DARK, LIGHT_PAGE, LOOKS, METHODS, SPARE, contrast, look

ALL = LOOKS | {f"spare {i}": each for i, each in enumerate(SPARE)}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("page", [LIGHT_PAGE, *DARK_PAGES])
def test_every_colour_stands_at_3_to_1_on_the_light_and_on_the_dark_page(name, page):
    assert contrast(ALL[name].color, page) >= 3  # WCAG 2.2, criterion 1.4.11, for graphics


def test_text_stands_at_7_to_1_on_its_page():
    assert contrast(INK, LIGHT_PAGE) >= 7  # WCAG 2.2, criterion 1.4.6, for text
    assert min(contrast(INK_ON_DARK, page) for page in DARK_PAGES) >= 7


def test_no_two_methods_or_roles_share_a_colour_or_a_marker_except_batch_which_is_gd():
    different = {name: own for name, own in LOOKS.items() if name != "batch"}
    for a, b in itertools.combinations(different.values(), 2):
        assert a.color != b.color
        assert a.marker != b.marker
    assert look("batch") is look("gd")


def test_every_rule_has_its_own_look():
    assert set(METHODS) == {name for name in gdlib.rules.__all__ if name.islower()} - {"rule", "chain"}


def test_only_theory_is_dashed():
    plain = {str(own.linestyle) for own in ALL.values()}
    assert str(look("gd").theory()["linestyle"]) not in plain
    assert "--" not in plain


def test_an_unknown_name_takes_a_spare_look_that_no_method_has():
    assert look("λ = 0.1", 0) is not look("λ = 1", 1)
    assert not {own.color for own in SPARE} & {own.color for own in LOOKS.values()}
