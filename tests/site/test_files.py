"""The files of the built site: every link leads somewhere, and nothing is published that the contents do not name."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.conftest import contents

pytestmark = pytest.mark.browser

SYSTEM_PAGES = {"index.html", "genindex.html", "search.html", "py-modindex.html"}
SECRETS = ("BEGIN SOLUTION", "BEGIN HIDDEN", "END SOLUTION", "coursework/")


class Links(HTMLParser):
    """The ids of a page, what it links to, and what it loads."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loads = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.update(filter(None, (attrs.get("id"), attrs.get("name") if tag == "a" else None)))
        if tag == "a" and attrs.get("href"):
            self.links.append(attrs["href"])
        self.loads += [attrs[key] for key in ("src", "data") if attrs.get(key)]
        if tag == "link" and attrs.get("rel") != "canonical":
            self.loads.append(attrs.get("href", ""))


@pytest.fixture(scope="module")
def pages(site):
    """Every page that the build wrote, parsed."""
    found = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    return {path: Links(path.read_text("utf8")) for path in found}


def local(address):
    """Whether an address stays on the site."""
    return not urlsplit(address).scheme and not address.startswith("//")


def test_only_the_books_own_pages_are_published(pages, site):
    named = {str(path.relative_to(site)).replace("\\", "/") for path in pages}
    assert named - SYSTEM_PAGES == set(contents())


def test_no_source_is_published_that_is_not_a_page(site):
    sources = {path.stem for path in (site / "_sources").rglob("*") if path.is_file()}
    assert sources == {page.split("/")[-1].removesuffix(".html") for page in contents()}


def test_nothing_hidden_is_published(site):
    readable = [
        p for p in site.rglob("*") if p.suffix in {".html", ".ipynb", ".md", ".js"} and "_static" not in p.parts
    ]
    leaks = [(path.name, word) for path in readable for word in SECRETS if word in path.read_text("utf8")]
    assert not leaks


def test_every_page_loads_only_what_the_site_has(pages):
    outside = [(path.name, address) for path, page in pages.items() for address in page.loads if not local(address)]
    missing = [
        (path.name, address)
        for path, page in pages.items()
        for address in page.loads
        if local(address) and address and not (path.parent / unquote(urlsplit(address).path)).exists()
    ]
    assert not [found for found in outside if not found[1].startswith("data:")]
    assert not missing


def test_every_link_within_the_book_leads_somewhere(pages):
    broken = [
        (path.name, address)
        for path, page in pages.items()
        for address in page.links
        if local(address) and not leads_somewhere(path, address, pages)
    ]
    assert not broken


def leads_somewhere(path, address, pages):
    """Whether the file exists, and on it the place that is named."""
    parts = urlsplit(address)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        return False
    return not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].ids


def test_links_go_out_over_https_only(pages):
    plain = [address for page in pages.values() for address in page.links if urlsplit(address).scheme == "http"]
    assert not plain


def test_every_caption_stands_under_its_picture(site, chapter):
    cells = json.loads((site / "_sources" / chapter.replace(".html", ".ipynb")).read_text("utf8"))["cells"]
    captions = re.findall(
        r"^\*\*Figure (\d+)\.(\d+)\.", "\n".join("".join(cell["source"]) for cell in cells), re.MULTILINE
    )
    figures = re.findall(r'<figure[^>]* id="figure-(\d+)-(\d+)"', (site / chapter).read_text("utf8"))
    assert captions == figures


def test_no_icon_that_the_book_does_not_use_is_sent(site):
    sheet = (site / "_static" / "styles" / "pydata-sphinx-theme.css").read_text("utf8")
    assert ".btn" in sheet
    assert not re.search(r'\.fa-[\w-]+:before\{content:"', sheet)
