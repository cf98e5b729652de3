"""Every control of every figure, moved by mouse and by keyboard: whatever the reader does, the numbers are gdlib's."""

import numpy as np

from gdlib.figures.traits import Choice
from tests.figures.browser.hands import SETTLED, worst
from tests.figures.node import TOLERANCE

PLACES = ((0.3, 0.35), (0.62, 0.7), (0.95, 0.05), (-0.2, 1.2), (0.45, 0.5))  # shares of the drawing; one lies outside
KEYS = ("ArrowRight", "ArrowUp", "Shift+ArrowLeft", "Shift+ArrowDown", "ArrowDown")
RANGE_KEYS = ("Home", "ArrowRight", "PageUp", "End", "ArrowLeft", "PageDown")
NOW = "el => JSON.stringify(el.gdfig.state)"
WHERE = """el => JSON.stringify([el.closest("[data-gdfig]").gdfig.state, el.getAttribute("transform")])"""
BOX = (
    "el => { const { x, y, width, height } = el.closest('svg').getBoundingClientRect(); return [x, y, width, height] }"
)


def sliders(hand, figure, face):
    """Every slider, once it is to be seen: some belong to one option of a choice."""
    done, every = set(), figure.locator("input[type=range]")
    choices = {name: trait.limits["options"] for name, trait in face.controls().items() if isinstance(trait, Choice)}
    for state in ({}, *({name: option} for name, options in choices.items() for option in options)):
        hand.show(figure, state)
        fresh = [i for i in range(every.count()) if i not in done and every.nth(i).is_visible()]
        done.update(fresh)
        yield from map(every.nth, fresh)
    assert len(done) == every.count()


def drag(hand, target, places=PLACES):
    """Drag something over its drawing with the mouse; yields at each place."""
    hand.grab(target)
    x, y, width, height = target.evaluate(BOX)
    for across, down in places:
        hand.tab.mouse.move(x + across * width, y + down * height, steps=3)
        hand.settle()
        yield
    hand.tab.mouse.up()


def test_every_handle_is_dragged(hand, figure, face):
    handles = figure.locator(".gdf-handle")
    for i in range(handles.count()):
        seen = {handles.nth(i).evaluate(WHERE)}
        for _ in drag(hand, handles.nth(i)):
            seen.add(handles.nth(i).evaluate(WHERE))
            assert worst(figure, face) <= TOLERANCE
        assert len(seen) > 2, f"the hand lost handle {i}: {handles.nth(i).get_attribute('aria-label')}"


def test_every_pad_is_dragged(hand, figure, face):
    pads = figure.locator(".gdf-pad")
    for i in range(pads.count()):
        for _ in drag(hand, pads.nth(i)):
            assert worst(figure, face) <= TOLERANCE


def test_every_handle_answers_the_arrow_keys(hand, figure, face):
    handles = figure.locator(".gdf-handle")
    for i in range(handles.count()):
        seen = {handles.nth(i).evaluate(WHERE)}
        for _ in hand.press(handles.nth(i), *KEYS):
            seen.add(handles.nth(i).evaluate(WHERE))
            assert worst(figure, face) <= TOLERANCE
        assert len(seen) > 1, f"no key moves handle {i}: {handles.nth(i).get_attribute('aria-label')}"


def test_every_slider_answers_the_keyboard_from_end_to_end(hand, figure, face):
    for slider in sliders(hand, figure, face):
        seen = set()
        for _ in hand.press(slider, *RANGE_KEYS):
            seen.add(figure.evaluate(NOW))
            assert worst(figure, face) <= TOLERANCE
        assert len(seen) > 2, slider.get_attribute("aria-valuetext")


def test_every_slider_is_dragged(hand, figure, face):
    for slider in sliders(hand, figure, face):
        seen = {figure.evaluate(NOW)}
        hand.grab(slider)
        box = slider.bounding_box()
        for share in (0.2, 0.8, 1.3):
            hand.tab.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
            hand.settle()
            seen.add(figure.evaluate(NOW))
            assert worst(figure, face) <= TOLERANCE
        hand.tab.mouse.up()
        assert len(seen) > 2, slider.get_attribute("aria-valuetext")


def test_every_choice_is_made_by_keyboard(hand, figure, face):
    for group in figure.locator("fieldset").all():
        options = group.locator("input[type=radio]")
        seen = set()
        for _ in range(options.count()):
            for _ in hand.press(group.locator("input:checked"), "ArrowRight"):
                seen.add(figure.evaluate(NOW))
                assert worst(figure, face) <= TOLERANCE
        assert len(seen) == options.count()


def test_every_entry_of_a_menu_is_chosen_by_keyboard(hand, figure, face):
    for menu in figure.locator("select").all():
        options, seen = menu.locator("option").count(), set()
        for _ in hand.press(menu, "Home", *["ArrowDown"] * (options - 1)):
            seen.add(figure.evaluate(NOW))
            assert worst(figure, face) <= TOLERANCE
        assert len(seen) == options


def test_every_button_answers_a_click_and_the_enter_key(hand, figure, face):
    for button in figure.locator("button").all():
        button.click()
        hand.tab.evaluate(SETTLED)
        assert worst(figure, face) <= TOLERANCE, button.inner_text()
        for _ in hand.press(button, "Enter"):
            assert worst(figure, face) <= TOLERANCE, button.inner_text()


def test_a_state_set_from_outside_is_drawn_and_its_numbers_are_gdlibs(hand, figure, face):
    rng = np.random.default_rng(11)
    for _ in range(10):
        hand.show(figure, face.drawn(rng).state())
        assert worst(figure, face) <= TOLERANCE


def test_every_control_is_on_the_page(figure, face):
    moved = figure.locator(".gdf-handle, .gdf-pad, input[type=range], fieldset, select")
    assert moved.count() >= len(face.controls())
