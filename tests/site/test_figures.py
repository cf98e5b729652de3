"""The interactive figures where readers meet them: one in every chapter, alive, and of gdlib's numbers."""

import html
import json
import re

import pytest

from gdlib.figures.face import STATIC

pytestmark = pytest.mark.browser

DRAWN = """el => new Promise(done => {
  const look = () => el.dataset.parity ? done(el.dataset.parity) : setTimeout(look, 50)
  look()
})"""
SHIFT = 0.02


@pytest.fixture(scope="module", params=[1280, 390])
def met(reader, chapter, request):
    """What the figures of a chapter say when one comes to them, how far the page jumps then, and its complaints."""
    tab, facts = reader.open(reader.base + chapter, request.param)
    before, said = tab.evaluate("window.shift"), []
    for figure in tab.query_selector_all("[data-gdfig]"):
        figure.scroll_into_view_if_needed()
        said.append(figure.evaluate(DRAWN))
    tab.wait_for_timeout(300)
    shift = tab.evaluate("window.shift") - before
    tab.context.close()
    return said, shift, facts.errors


def test_a_chapter_has_a_figure_that_computes_what_gdlib_computes(met):
    said, _, errors = met
    assert said
    assert set(said) == {"ok"}
    assert errors == []


def test_a_figure_that_comes_to_life_moves_nothing(met):
    assert met[1] < SHIFT


def test_a_page_has_the_scripts_of_the_figures_that_stand_on_it_and_no_other(site, page):
    text = (site / page).read_text("utf8")
    stand = {json.loads(html.unescape(spec))["figure"] for spec in re.findall('data-gdfig="([^"]*)"', text)}
    assert re.findall(r'<script[^>]* src="[^"]*_static/(figures[^"?]*)', text) == ["figures.js"] * bool(stand)
    assert {path.stem for path in (STATIC / "figures").glob("*.js") if path.read_text("utf8").strip() in text} == stand


def test_without_a_script_the_picture_stands(reader, chapter):
    context = reader.browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(reader.base + chapter)
    picture = tab.locator("[data-gdfig] img")
    assert picture.get_attribute("alt")
    assert picture.bounding_box()["width"] > 300
    context.close()
