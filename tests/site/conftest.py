"""The built site, served under a sub-path, and one browser for all tests of the pages."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from tests.site.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"


def contents():
    """The pages of the book, in order, as they are named in the table of contents."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf8"))
    named = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    return [name.removesuffix(".ipynb") + ".html" for name in named]


def chapters():
    """The pages that are made from notebooks."""
    return [page for page in contents() if (ROOT / page).with_suffix(".ipynb").exists()]


def pytest_generate_tests(metafunc):
    """Give each test that asks for a page or a chapter all of them; all tests of one go to the same worker."""
    for name, pages in (("page", contents), ("chapter", chapters)):
        if name in metafunc.fixturenames:
            grouped = [pytest.param(page, marks=pytest.mark.xdist_group(page)) for page in pages()]
            metafunc.parametrize(name, grouped, scope="session")


@pytest.fixture(scope="session")
def site():
    """The folder of the built site."""
    if not (SITE / "index.html").exists():
        pytest.fail("the pages have not been built: python run.py book")
    return SITE


class Quiet(SimpleHTTPRequestHandler):
    """A server that does not write down every request."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="session")
def base(site):
    """Where the site is served: not at the root of the server, since few books are."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{site.name}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def reader(browser, base, site):
    """The reader whose browser all tests share."""
    return Reader(browser, base, site)
