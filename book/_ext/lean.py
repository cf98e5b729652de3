"""Keep pages lean and at home: no Thebe, no toggle buttons, no 1.5 MB script for a dozen icons.

Book.css draws the icons from the theme's web font; closed blocks are <details>, which need no script.
"""

import re
from pathlib import Path

UNUSED = ("thebe", "togglebutton", "scripts/fontawesome.js")
UNUSED_BODY = ("THEBE", "thebe", "toggle")
ICONS = re.compile(r"\s*<(script|link)[^>]*scripts/fontawesome\.js[^>]*>(</script>)?")


def _wanted(asset):
    name = str(getattr(asset, "filename", asset) or "")
    body = str(getattr(asset, "attributes", {}).get("body", ""))
    return not any(word in name for word in UNUSED) and not any(word in body for word in UNUSED_BODY)


def drop_unused(app, page, template, context, doctree):
    """Take what no page of the book uses out of a page's scripts and styles."""
    for key in ("script_files", "css_files"):
        context[key] = [asset for asset in context.get(key, []) if _wanted(asset)]


def drop_icon_script(app, exception):
    """Take out the icon script, which the theme's template writes into the page itself."""
    if exception or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        text = page.read_text("utf8")
        page.write_text(ICONS.sub("", text), "utf8")


def setup(app):
    """Register with Sphinx."""
    app.connect("html-page-context", drop_unused, priority=900)
    app.connect("build-finished", drop_icon_script)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
