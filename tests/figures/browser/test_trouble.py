"""What can go wrong on a page: bad specs and numbers, no room, too many figures, one that is gone: nothing throws."""

import itertools
import json
import math

import pytest

from gdlib.figures import FACES, Momentum
from gdlib.figures.traits import Choice
from tests.figures.browser.pages import stored
from tests.figures.test_parity import ends

NONSENSE = """(el, states) => {
  const wrong = /NaN|undefined|Infinity/, found = [], frames = [], later = requestAnimationFrame
  window.requestAnimationFrame = frame => frames.push(frame) // drawn at once: to wait for the screen takes longer
  for (const state of states) {
    el.gdfig.set(state)
    for (const frame of frames.splice(0)) frame(performance.now())
    const at = el.innerHTML.search(wrong)
    if (at >= 0) found.push([el.innerHTML.slice(Math.max(0, at - 60), at + 60), JSON.stringify(state)])
  }
  window.requestAnimationFrame = later
  return found.slice(0, 5)
}"""
REMOVE = """() => {
  window.gone = new WeakRef(document.querySelector("[data-gdfig]"))
  document.querySelector("main").replaceChildren()
}"""
SAID = "el => el.querySelector('.gdf-words').textContent"
EACH = """async () => {
  const figures = [...document.querySelectorAll("[data-gdfig]")]
  for (const figure of figures) {
    figure.scrollIntoView()
    for (let i = 0; i < 600 && !figure.dataset.parity; i++) await new Promise(requestAnimationFrame)
  }
  return figures.map(figure => figure.dataset.parity)
}"""
COUNTS = ("nodes", "jsEventListeners")


def spec(**changes):
    """Momentum's, with some entries changed."""
    return Momentum().page_spec() | changes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (json.dumps(spec(version=2)), "stored by another version of gdlib (2)"),
        (json.dumps(spec(version=None)), "stored by another version of gdlib (null)"),
        (json.dumps(spec(figure="perpetuum")), "knows no figure called perpetuum"),
        (json.dumps(spec())[:-9], "cannot be read"),
        (json.dumps(spec(state={"lr": math.nan})), "cannot be read"),
        ("null", "cannot be read"),
        ("", "cannot be read"),
    ],
    ids=["another version", "no version", "unknown figure", "half a spec", "NaN in the spec", "null", "nothing"],
)
def test_a_spec_that_cannot_be_drawn_leaves_the_picture_and_a_sentence(visit, pages, text, words):
    hand = visit(address=pages.write("refused", stored(text)))
    figure = hand.tab.locator("[data-gdfig]")
    hand.tab.wait_for_function("() => document.querySelector('[data-gdfig] p')")
    assert words in figure.inner_text()
    assert figure.locator("img").is_visible()
    assert hand.facts.errors == []


@pytest.mark.parametrize("part", ["state", "controls", "data"])
def test_a_spec_that_lacks_a_part_leaves_the_picture_and_says_fail(visit, pages, part):
    broken = spec()
    del broken[part]
    hand = visit(address=pages.write("broken", stored(json.dumps(broken))))
    figure = hand.figure()
    assert figure.get_attribute("data-parity") == "fail"
    assert figure.locator("img").is_visible()
    assert [error for error in hand.facts.errors if not error.startswith("gdlib.figures:")] == []


def test_numbers_that_are_not_gdlibs_are_told(visit, pages):
    wrong = spec()
    wrong["check"]["rate"][0] *= 1 + 1e-10
    hand = visit(address=pages.write("wrong", stored(json.dumps(wrong))))
    assert hand.figure().get_attribute("data-parity") == "fail"


def test_a_state_of_nans_draws_what_it_can(hand, figure, face):
    for name, value in face().state().items():
        if isinstance(value, float):
            figure.evaluate("(el, name) => el.gdfig.set({ [name]: NaN })", name)
        if isinstance(value, list):
            figure.evaluate("(el, [name, n]) => el.gdfig.set({ [name]: Array(n).fill(NaN) })", [name, len(value)])
        hand.settle()
        said = figure.evaluate(SAID)
        assert said
        assert "NaN" not in said
    assert figure.evaluate(NONSENSE, [face().state()]) == []


def corners(face):
    """A figure's states with one control at an end and the others as at first, and with all at an end."""
    controls, first = face.controls(), face().state()
    choices = [name for name, trait in controls.items() if isinstance(trait, Choice)]
    for picked in itertools.product(*(controls[name].limits["options"] for name in choices)):
        fixed = dict(zip(choices, picked, strict=True))
        for name, trait in controls.items():
            yield from (first | fixed | {name: value} for value in ends(trait))
        for end in (0, -1):
            yield {name: ends(trait)[end] for name, trait in controls.items()} | fixed


def test_controls_at_their_ends_are_drawn_and_said_in_numbers(figure, face):
    assert figure.evaluate(NONSENSE, list(corners(face))) == []


def test_a_window_made_tiny_and_wide_again_shows_the_same_figure(visit, face):
    hand = visit(face)
    figure = hand.figure()
    before = figure.screenshot()
    for width in (200, 40, 1280):
        hand.tab.set_viewport_size({"width": width, "height": 900})
        hand.settle()
    assert figure.screenshot() == before
    assert hand.facts.errors == []


def test_a_drag_goes_on_when_the_theme_and_the_width_change_under_it(hand, figure):
    handle = figure.locator(".gdf-handle:visible").first
    x, y = hand.grab(handle)
    hand.theme("dark")
    hand.tab.set_viewport_size({"width": 900, "height": 900})
    hand.settle()
    moved = [handle.get_attribute("transform")]
    for dx, dy in ((40, 30), (-60, -40), (25, -25)):
        hand.tab.mouse.move(x + dx, y + dy, steps=2)
        hand.settle()
        moved.append(handle.get_attribute("transform"))
    hand.tab.mouse.up()
    assert len(set(moved)) > 1


def test_the_focus_stays_on_a_handle_while_arrow_keys_move_it(hand, figure):
    for handle in figure.locator(".gdf-handle:visible").all():
        handle.focus()
        for key in ("ArrowRight", "ArrowUp", "Shift+ArrowLeft", "Shift+ArrowDown"):
            hand.tab.keyboard.press(key)
            hand.settle()
        assert handle.evaluate("node => node === document.activeElement"), handle.get_attribute("aria-label")


def test_a_figure_removed_while_dragged_is_gone_for_good(visit, face):
    hand = visit(face)
    figure, counter = hand.figure(), hand.tab.context.new_cdp_session(hand.tab)
    x, y = hand.grab(figure.locator(".gdf-handle").first)
    hand.tab.mouse.move(x + 5, y + 5)
    hand.tab.evaluate(REMOVE)
    hand.tab.mouse.move(x + 30, y - 20, steps=3)
    hand.tab.mouse.up()
    hand.theme("dark")
    hand.tab.set_viewport_size({"width": 800, "height": 900})
    hand.settle()
    assert hand.facts.errors == []
    assert collected(hand.tab, counter), "something still holds the figure"


def collected(tab, counter, attempts=20):
    """Whether the garbage collector takes what the page calls `gone`."""
    for _ in range(attempts):
        counter.send("HeapProfiler.collectGarbage")
        if tab.evaluate("() => window.gone.deref() === undefined"):
            return True
        tab.wait_for_timeout(100)
    return False


@pytest.mark.slow
def test_two_hundred_figures_on_a_page_all_come_to_life_and_leave_nothing_behind(visit, pages):
    specs = [json.dumps(face().page_spec()) for face in FACES]
    hand = visit(address=pages.write("many", *(stored(text) for text, _ in zip(itertools.cycle(specs), range(200)))))
    counter = hand.tab.context.new_cdp_session(hand.tab)
    said = hand.tab.evaluate(EACH)
    assert said == ["ok"] * 200
    assert hand.facts.errors == []
    full = counter.send("Memory.getDOMCounters")
    hand.tab.evaluate(REMOVE)
    hand.settle()
    assert collected(hand.tab, counter)
    left = counter.send("Memory.getDOMCounters")
    assert all(left[name] < 0.02 * full[name] for name in COUNTS), (full, left)
