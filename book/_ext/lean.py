"""Keep pages lean and at home: what no page of the book uses is left out of all of them.

That is Thebe, toggle buttons and tabs (closed blocks are <details>, which need no script), the script that draws icons
and the style of each of 1,900 (book.css draws the dozen that are used), and on every page but the search page the
search index.
"""

import re
from pathlib import Path

UNUSED = ("thebe", "togglebutton", "design-tabs")
SCRIPT = r'\s*<(?:script|link)[^>]*(?:src|href)="[^"]*{}[^"]*"[^>]*>(?:</script>)?'
DROPPED = [
    re.compile(SCRIPT.format(r"scripts/fontawesome\.js")),
    re.compile(r'\s*<script type="text/x-thebe-config">.*?</script>', re.S),
    re.compile(r"\s*<script>kernelName = .*?</script>"),
]
SEARCH = re.compile(SCRIPT.format(r"(?:searchtools|language_data|searchindex)\.js"))
# The theme's own sheet only imports another one: name that one, and save a round trip.
IMPORTING = re.compile(r"_static/styles/theme\.css(?:\?[^\"]*)?")
SHEET = "_static/styles/pydata-sphinx-theme.css"
ICON = re.compile(r'(?:\.fa-[\w-]+:before,?)+\{content:"[^"]*"\}')
# Dark readers see a dark page from the first paint on, not a flash of white until the theme's script has come.
EARLY = """
document.documentElement.dataset.theme = ["light", "dark"].find(theme => theme === localStorage.getItem("theme"))
  || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
"""


def _wanted(asset):
    name = str(getattr(asset, "filename", asset) or "")
    body = str(getattr(asset, "attributes", {}).get("body", ""))
    return not any(word in name for word in UNUSED) and not re.search(
        "thebe|toggleHint|toggleOpen|togglebutton", body, re.I
    )


def drop_unused(app, page, template, context, doctree):
    """Take unused files out of a page's scripts and styles."""
    for key in ("script_files", "css_files"):
        context[key] = [asset for asset in context.get(key, []) if _wanted(asset)]


def slim(text, searches):
    """A page's HTML without what the templates write into it by themselves."""
    for pattern in DROPPED if searches else [*DROPPED, SEARCH]:
        text = pattern.sub("", text)
    return IMPORTING.sub("_static/basic.css", text)


def slim_pages(app, exception):
    """Go once over the finished pages."""
    if exception or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        page.write_text(slim(page.read_text("utf8"), searches=page.name == "search.html"), "utf8")
    sheet = Path(app.outdir) / SHEET
    sheet.write_text(ICON.sub("", sheet.read_text("utf8")), "utf8")


def setup(app):
    """Register with Sphinx."""
    app.add_js_file(None, body=EARLY, priority=100)
    app.connect("html-page-context", drop_unused, priority=900)
    app.connect("build-finished", slim_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
