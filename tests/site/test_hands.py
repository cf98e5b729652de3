"""Everything that a mouse can do on a page, a keyboard can do; and the page remembers what it was told."""

import io

import pytest
from PIL import Image, ImageChops

from tests.site.conftest import chapters

pytestmark = pytest.mark.browser

FOCUSED = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
THEME = "() => document.documentElement.dataset.theme"


@pytest.fixture
def tab(reader):
    """A chapter, opened by a reader who likes light pages; what it is tried on is the same on every page."""
    tab, _ = reader.open(reader.base + chapters()[0])
    yield tab
    tab.context.close()


@pytest.fixture(scope="module")
def shared(reader, chapter):
    """Each chapter in turn, for what differs from one to the next."""
    tab, _ = reader.open(reader.base + chapter)
    yield tab
    tab.context.close()


def press_tab_until(tab, wanted, limit=60):
    """Walk with the Tab key to the element of that name."""
    for _ in range(limit):
        tab.keyboard.press("Tab")
        if (tab.evaluate(FOCUSED) or "").strip() == wanted:
            return
    pytest.fail(f"{limit} presses of Tab do not reach '{wanted}'")


def make_dark(tab):
    """Press the theme switch until the page is dark; it goes through light, dark and the system's choice."""
    tab.evaluate("() => document.querySelector('.theme-switch-button').focus()")
    for _ in range(3):
        if tab.evaluate(THEME) == "dark":
            return
        tab.keyboard.press("Enter")
    assert tab.evaluate(THEME) == "dark"


def test_the_first_stop_leads_past_the_navigation(tab):
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUSED) == "Skip to main content"
    assert tab.locator("#pst-skip-link a").is_visible()
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => location.hash") == "#main-content"


def test_the_theme_switch_is_reached_and_worked_by_keyboard(tab):
    press_tab_until(tab, "Color mode")
    outline = tab.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    make_dark(tab)
    tab.reload()
    assert tab.evaluate(THEME) == "dark"


def test_pictures_follow_the_theme_switch(reader, tab):
    light = picture(tab)
    make_dark(tab)
    switched = picture(tab)
    other, _ = reader.open(tab.url, scheme="dark")
    assert other.evaluate(THEME) == "dark"
    asked = picture(other)
    other.context.close()
    assert ImageChops.difference(switched, asked).getbbox() is None
    assert ImageChops.difference(switched, light).getbbox() is not None


def picture(tab):
    """The first figure as it is painted."""
    tab.wait_for_timeout(100)
    return Image.open(io.BytesIO(tab.locator("figure.book-figure img").first.screenshot())).convert("RGB")


def test_a_closed_solution_opens_by_keyboard(shared):
    blocks = shared.locator("main details:has(> summary:text-is('Solution'))")
    assert blocks.count() > 0
    for block in blocks.all():
        block.locator("> summary").focus()
        shared.keyboard.press("Enter")
        assert block.get_attribute("open") is not None


def test_the_download_button_gives_the_notebook(shared, chapter):
    shared.evaluate("() => document.querySelector('.dropdown-download-buttons button').focus()")
    shared.keyboard.press("Enter")
    link = shared.locator(".dropdown-download-buttons a:visible", has_text=".ipynb")
    reply = shared.request.get(link.evaluate("a => a.href"))
    cells = reply.json()["cells"]
    assert any(output for cell in cells for output in cell.get("outputs", []))
    assert chapter.split("/")[-1].removesuffix(".html") in reply.url


def test_paper_shows_the_text_without_the_furniture(tab):
    tab.emulate_media(media="print")
    assert tab.locator("main h1").first.is_visible()
    assert not tab.locator("#pst-primary-sidebar").is_visible()
    assert not tab.locator(".bd-header-article").is_visible()
