"""Turn a picture and the caption paragraph after it into a figure that can be linked to.

In the notebook the caption is an ordinary paragraph that begins **Figure 2.3.**, so Jupyter shows it too. On the site
picture and paragraph become <figure id="figure-2-3"> with a <figcaption>, the picture gets the alt text that its cell
stored beside it, and the words "figure 2.3" in any paragraph of the book become a link. A page with
interactive figures loads the script that they share, and holds the small scripts of those that stand on it.
"""

import html
import json
import re
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

DESCRIPTION = "application/vnd.gdlib.figure+json"
CAPTION = re.compile(r"Figure (\d+)\.(\d+)\.$")
MENTION = re.compile(r"\b[Ff]igure\s+(\d+)\.(\d+)\b")
SPEC = re.compile(r'data-gdfig="([^"]*)"')
SHARED = "figures.js"
LOADED = {"async": "async", "fetchpriority": "high", "priority": 800}
OWN = Path(__file__).resolve().parents[2] / "gdlib" / "figures" / "static" / "figures"
NO_LINKS = (nodes.reference, nodes.strong, nodes.title, nodes.literal, nodes.literal_block)


def number(paragraph):
    """The figure number (2, 3) that a caption paragraph opens with, or None for any other node."""
    if not isinstance(paragraph, nodes.paragraph):
        return None
    first = next((child for child in paragraph.children if child.astext()), None)
    found = isinstance(first, nodes.strong) and CAPTION.match(first.astext())
    return tuple(map(int, found.groups())) if found else None


def anchor(figure):
    """The id of a figure's element: (2, 3) -> 'figure-2-3'."""
    return "figure-{}-{}".format(*figure)


@lru_cache(maxsize=8)
def _cells(path, changed):
    return json.loads(Path(path).read_text("utf8"))["cells"]


def alt_texts(path, cell_index):
    """The alt text of each picture that a notebook's cell put out, in order."""
    cell = _cells(path, Path(path).stat().st_mtime_ns)[cell_index]
    bundles = [output.get("data", {}) for output in cell.get("outputs", [])]
    return [data.get(DESCRIPTION, {}).get("alt", "") for data in bundles if "image/svg+xml" in data]


def note_numbers(app, doctree):
    """Remember on which page each figure stands."""
    figures = app.env.__dict__.setdefault("book_figures", {})
    for paragraph in doctree.findall(nodes.paragraph):
        if found := number(paragraph):
            figures[found] = app.env.docname


def forget_numbers(app, env, docname):
    """Forget the figures of a page that is to be read again."""
    figures = env.__dict__.setdefault("book_figures", {})
    env.book_figures = {figure: page for figure, page in figures.items() if page != docname}


class Figures(SphinxPostTransform):
    """Give each picture its alt text, and its caption where one follows. Runs after myst-nb has chosen the picture."""

    default_priority = 6
    formats = ("html",)

    def run(self, **kwargs):
        """Visit every cell of a notebook page."""
        path = self.env.doc2path(self.env.docname)
        if not path.endswith(".ipynb"):
            return
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("nb_element") == "cell_code":
                self._describe(cell, path)

    def _describe(self, cell, path):
        images = list(cell.findall(nodes.image))
        for image, alt in zip(images, alt_texts(path, cell["cell_index"]), strict=False):
            image["alt"] = alt
        place = cell.parent.index(cell) + 1
        follower = cell.parent[place] if place < len(cell.parent) else None
        drawn = images or [raw for raw in cell.findall(nodes.raw) if "data-gdfig=" in raw.astext()]
        if drawn and number(follower):
            self._caption(drawn[-1], follower)

    def _caption(self, image, paragraph):
        figure = nodes.figure("", ids=[anchor(number(paragraph))], classes=["book-figure"])
        caption = nodes.caption("", "", *paragraph.children)
        paragraph.parent.remove(paragraph)
        image.parent.replace(image, figure)
        figure += [image, caption]


class Mentions(SphinxPostTransform):
    """Link the words "figure 2.3" to that figure, wherever it stands in the book."""

    default_priority = 7
    formats = ("html",)

    def run(self, **kwargs):
        """Visit every run of text that may hold a link."""
        for text in list(self.document.findall(nodes.Text)):
            if MENTION.search(text) and not self._inside(text, NO_LINKS):
                text.parent.replace(text, list(self._linked(str(text))))

    def _inside(self, node, kinds):
        while node := node.parent:
            if isinstance(node, kinds):
                return True
        return False

    def _linked(self, text):
        end = 0
        for found in MENTION.finditer(text):
            figure = tuple(map(int, found.groups()))
            if page := self.env.book_figures.get(figure):
                yield nodes.Text(text[end : found.start()])
                yield self._reference(found.group(), page, figure)
                end = found.end()
        yield nodes.Text(text[end:])

    def _reference(self, words, page, figure):
        here = self.env.docname
        uri = "" if page == here else self.app.builder.get_relative_uri(here, page)
        return nodes.reference("", words, internal=True, refuri=f"{uri}#{anchor(figure)}")


def interactive(doctree):
    """The names of the interactive figures on a page, each once, in order."""
    specs = [spec for raw in doctree.findall(nodes.raw) for spec in SPEC.findall(raw.astext())]
    return list(dict.fromkeys(json.loads(html.unescape(spec))["figure"] for spec in specs))


def load_scripts(app, page, template, context, doctree):
    """Have a page load what its figures share, and hold the small script of each, which would cost a request."""
    found = interactive(doctree) if doctree else []
    if found:
        app.add_js_file(SHARED, **LOADED)
    for figure in found:
        app.add_js_file(None, body=(OWN / f"{figure}.js").read_text("utf8"), priority=LOADED["priority"])


def setup(app):
    """Register with Sphinx."""
    app.connect("doctree-read", note_numbers)
    app.connect("env-purge-doc", forget_numbers)
    app.connect("html-page-context", load_scripts)
    app.add_post_transform(Figures)
    app.add_post_transform(Mentions)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
