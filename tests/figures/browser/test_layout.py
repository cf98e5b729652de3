"""Room, fingers, paper, stillness: a figure takes the room that was kept for it, on a screen of any kind."""

import math
import re
import shutil

import pytest

from gdlib.figures import Momentum
from house import front
from tests.figures.browser.hands import SETTLED, worst
from tests.figures.browser.pages import Pages
from tests.figures.guide import example_face, example_front
from tests.figures.node import TOLERANCE

NEAR = 12  # px between the room that is kept and the height that is drawn; fonts differ from system to system
FAR = "<div style='height: 2000px'></div>"
HEIGHT = "el => el.getBoundingClientRect().height"
STICKS_OUT = """el => [...el.querySelectorAll("*")].filter(node => {
  const { width, right } = node.getBoundingClientRect()
  return !node.closest("[clip-path], defs") && width > 0 && right > document.documentElement.clientWidth + 1
}).map(node => node.outerHTML.slice(0, 90))"""
GLIDE = """async el => {
  const seen = new Set(), until = performance.now() + 1200, before = JSON.stringify(el.gdfig.state)
  el.querySelector("button").click()
  while (performance.now() < until) {
    await new Promise(requestAnimationFrame)
    seen.add(JSON.stringify(el.gdfig.state))
  }
  seen.delete(before)
  return seen.size
}"""
SPOKEN = "el => el.querySelector('[role=status]').textContent"
WORDS = "el => el.querySelector('.gdf-words').textContent"


@pytest.mark.parametrize(("width", "content"), [(704, 672), (358, 326)])  # the column of a page at 1280 and at 390 px
def test_a_figure_takes_the_room_that_is_kept_for_it(tabs, face, width, content):
    hand = tabs.of(face, width)
    figure = hand.figure()
    assert figure.evaluate("el => el.clientWidth") == content
    assert figure.evaluate(HEIGHT) == pytest.approx(face.room[width == 358], abs=NEAR)
    assert figure.evaluate(STICKS_OUT) == []
    assert hand.tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [768, 390])
def test_nothing_jumps_while_a_figure_comes_to_life(tabs, face, width):
    hand = tabs.of(face, width)
    assert hand.tab.evaluate("window.shift") < 0.02


def test_a_finger_drags_a_handle_without_scrolling_the_page(visit, pages, face):
    hand = visit(address=pages.write("touched", FAR, pages.html(face), FAR), width=390, has_touch=True)
    handle = hand.figure().locator(".gdf-handle:visible").first
    x, y = hand.middle(handle)
    stood, seen = hand.tab.evaluate("scrollY"), {handle.get_attribute("transform")}
    for _ in finger(hand, (x, y), [(x + 10 * i, y - 9 * i) for i in (1, 2, 3, -1, -4)]):
        seen.add(handle.get_attribute("transform"))
    assert len(seen) > 2
    assert hand.tab.evaluate("scrollY") == stood
    assert hand.facts.errors == []


def test_a_finger_on_a_slider_may_still_scroll_the_page(visit):
    slider = visit(Momentum, width=390, has_touch=True).figure().locator("input[type=range]").first
    assert slider.evaluate("node => getComputedStyle(node).touchAction") == "pan-y"


def finger(hand, start, places):
    """A touch that moves from one place to the next; yields at each."""
    touch = hand.tab.context.new_cdp_session(hand.tab)
    kinds = ["touchStart"] + ["touchMove"] * len(places)
    for kind, (x, y) in zip(kinds, (start, *places), strict=True):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        hand.settle()
        yield
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_glide_is_a_jump_for_those_who_ask_for_less_motion(visit, motion):
    hand = visit(Momentum)
    figure = hand.figure()
    hand.tab.emulate_media(reduced_motion=motion)
    states = figure.evaluate(GLIDE)
    assert states == 1 if motion == "reduce" else states > 5


def test_without_a_script_the_picture_is_seen(visit, reader, pages, face):
    context = reader.browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(pages.of(face))
    picture = tab.locator("[data-gdfig] img")
    assert picture.is_visible()
    assert picture.bounding_box()["width"] > 200
    assert picture.get_attribute("alt") == face.alt
    context.close()


def test_paper_shows_the_figure_and_none_of_its_switches(hand, figure):
    hand.tab.emulate_media(media="print")
    hand.tab.evaluate(SETTLED)
    assert figure.locator(".gdf-plot svg").first.bounding_box()["height"] > 100
    assert figure.locator("button:visible").count() == 0


def test_a_figure_that_was_never_near_the_screen_is_printed_too(visit, pages):
    hand = visit(address=pages.write("far", FAR, pages.html(Momentum)))
    hand.tab.emulate_media(media="print")
    far = hand.tab.locator("[data-gdfig]")
    assert far.locator("img, svg").first.bounding_box()["height"] > 100


def test_the_status_line_speaks_after_six_tenths_of_a_second_of_stillness(visit):
    hand = visit(Momentum)
    figure = hand.figure()
    hand.tab.wait_for_timeout(800)
    told = figure.evaluate(SPOKEN)
    for lr in (0.2, 0.4, 0.8, 3.9):
        hand.show(figure, {"lr": lr})
        hand.tab.wait_for_timeout(150)
        assert figure.evaluate(SPOKEN) == told
    hand.tab.wait_for_timeout(800)
    assert figure.evaluate(SPOKEN) == figure.evaluate(WORDS) != told


def test_words_say_what_every_handle_and_slider_stands_at(figure):
    for control in figure.locator(".gdf-handle, input[type=range]").all():
        assert re.search(r"\d|number", control.get_attribute("aria-valuetext"))
        value = control.get_attribute("aria-valuenow")
        assert value is None or math.isfinite(float(value))


@pytest.mark.skipif(not shutil.which("npx"), reason="Node.js is not installed: nothing to build the example with")
def test_the_example_of_the_guide_is_drawn_and_dragged(visit, tmp_path, monkeypatch):
    monkeypatch.setattr(front, "FRONT", example_front(tmp_path / "front"))
    own, face = Pages(tmp_path), example_face()
    own.prepare()
    hand = visit(address=own.of(face), width=768)
    figure = hand.figure()
    assert figure.get_attribute("data-parity") == "ok"
    assert figure.evaluate(HEIGHT) == pytest.approx(face.room[0], abs=NEAR)
    for _ in hand.press(figure.locator("input[type=range]"), "Home", "PageUp", "End"):
        assert worst(figure, face) <= TOLERANCE
    assert hand.facts.errors == []
