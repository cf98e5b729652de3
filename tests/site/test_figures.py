"""The interactive figures where readers meet them: one in every chapter, alive, and of gdlib's numbers."""

import pytest

pytestmark = pytest.mark.browser

DRAWN = """el => new Promise(done => {
  const look = () => el.dataset.parity ? done(el.dataset.parity) : setTimeout(look, 50)
  look()
})"""
SHIFT = 0.02


@pytest.mark.parametrize("width", [1280, 390])
def test_a_chapter_has_a_figure_that_computes_what_gdlib_computes(reader, chapter, width):
    tab, facts = reader.open(reader.base + chapter, width)
    figures = tab.query_selector_all("[data-gdfig]")
    assert figures
    for figure in figures:
        figure.scroll_into_view_if_needed()
        assert figure.evaluate(DRAWN) == "ok"
    assert not facts.errors
    tab.context.close()


def test_a_figure_that_comes_to_life_moves_nothing(reader, chapter):
    tab, _ = reader.open(reader.base + chapter)
    before = tab.evaluate("window.shift")
    figure = tab.query_selector("[data-gdfig]")
    figure.scroll_into_view_if_needed()
    figure.evaluate(DRAWN)
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.shift") - before < SHIFT
    tab.context.close()


def test_without_a_script_the_picture_stands(reader, chapter):
    context = reader.browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(reader.base + chapter)
    picture = tab.locator("[data-gdfig] img")
    assert picture.get_attribute("alt")
    assert picture.bounding_box()["width"] > 300
    context.close()
