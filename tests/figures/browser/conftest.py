"""One folder of pages and one browser for all tests of the figures as readers meet them."""

import pytest

from gdlib.figures import FACES
from tests.figures.browser.hands import Hand, Tabs
from tests.figures.browser.pages import Pages
from tests.site.reader import Reader


def pytest_generate_tests(metafunc):
    """Give a test that asks for a face all of them; the tests of one face go to the same worker."""
    if "face" in metafunc.fixturenames:
        grouped = [pytest.param(face, marks=pytest.mark.xdist_group(face.__name__)) for face in FACES]
        metafunc.parametrize("face", grouped, ids=lambda face: face.__name__, scope="session")


def pytest_collection_modifyitems(items):
    """All tests in this folder need a browser."""
    for item in items:
        if "figures/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """The pages, with the script as its modules give it now."""
    pages = Pages(tmp_path_factory.mktemp("figures"))
    pages.prepare()
    return pages


@pytest.fixture(scope="session")
def reader(browser, pages):
    """A reader who opens files from that folder."""
    return Reader(browser, pages.folder.as_uri() + "/", pages.folder)


@pytest.fixture(scope="session")
def tabs(reader, pages):
    """The open tabs of the figure whose turn it is."""
    tabs = Tabs(reader, pages)
    yield tabs
    tabs.close()


@pytest.fixture
def hand(tabs, face):
    """A hand on the page with that figure alone, as it stands at first; the page must stay silent."""
    hand = tabs.of(face)
    hand.begin_anew()
    yield hand
    assert hand.facts.errors == []


@pytest.fixture
def figure(hand):
    """That figure."""
    return hand.figure()


@pytest.fixture
def visit(reader, pages):
    """What opens pages with some faces, or an address, and closes them all in the end."""
    opened = []

    def open_page(*faces, address=None, **context):
        tab, facts = reader.open(address or pages.of(*faces), **context)
        opened.append(tab)
        return Hand(tab, facts)

    yield open_page
    for tab in opened:
        tab.context.close()
