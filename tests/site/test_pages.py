"""Every page of the book as a reader meets it: wide and narrow, light and dark, from a server and from a folder."""

import pytest

pytestmark = pytest.mark.browser

BOTH = {"light": "light", "dark": "dark"}
KILOBYTES, REQUESTS = 850, 40  # of a first visit, MathJax and figures included


@pytest.fixture(params=[(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def facts(reader, page, request):
    """What a visit to the page showed."""
    width, scheme = request.param
    return reader.visit(page, width)[scheme]


def test_no_request_leaves_the_readers_machine(facts, base):
    assert not facts.outside(base)


def test_nothing_fails_to_load(facts):
    assert not facts.failed


def test_the_console_is_silent(facts):
    assert not facts.errors


def test_every_formula_is_read(facts):
    assert facts.look["unread"] == 0
    assert not facts.look["raw"]


def test_nothing_is_wider_than_the_screen(facts):
    assert not facts.look["wide"]
    assert not facts.look["scrolls"]


def test_every_picture_says_what_is_to_be_seen(facts):
    assert not facts.look["unnamed"]


def test_no_text_is_too_small_to_read(facts):
    assert facts.look["small"] == 0


def test_the_page_holds_still_while_it_loads(facts):
    assert facts.look["shift"] < 0.1


def test_axe_finds_nothing(facts):
    assert not facts.violations


def test_the_page_follows_the_readers_colour_scheme(reader, page):
    for width in (1280, 390):
        assert {scheme: facts.look["theme"] for scheme, facts in reader.visit(page, width).items()} == BOTH


def test_a_first_visit_is_light(reader, page):
    facts = reader.visit(page, 1280)["light"]
    assert reader.weight(facts) <= KILOBYTES * 1000
    assert len(set(facts.requests)) <= REQUESTS


def test_a_page_opened_from_its_folder_is_whole(reader, page, site):
    tab, facts = reader.open((site / page).as_uri())
    look = tab.evaluate(
        "() => [document.querySelectorAll('.math').length, document.querySelectorAll('mjx-container').length]"
    )
    tab.context.close()
    assert not facts.outside(site.as_uri())
    assert not facts.failed
    assert not facts.errors
    assert look[0] == look[1]
