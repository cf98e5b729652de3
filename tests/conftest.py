"""Hypothesis on shared machines, where how long an example takes says nothing; groups of tests; and the one browser."""

import shutil

import pytest
from hypothesis import settings

settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
# Chromium's own services are off: every request that is seen is the page's.
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Tell pytest-xdist which tests share a page: where it writes that down, pytest 9.2 has ceased to look."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        group = item.get_closest_marker("xdist_group")
        if group and "@" not in item.nodeid.split("]")[-1]:
            name = f"{item.nodeid}@{group.args[0]}"
            item._id = type(item._id).parse(name)
            assert item.nodeid == name, "pytest-xdist's groups do not hold: each worker would open every page"


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, driven by playwright, which allows one such session a process."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.fail("no browser found: install Chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
