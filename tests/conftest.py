"""Hypothesis on shared machines, where how long an example takes says nothing; and the one browser of all tests."""

import shutil

import pytest
from hypothesis import settings

settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
# Chromium's own services are off: every request that is seen is the page's.
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


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
