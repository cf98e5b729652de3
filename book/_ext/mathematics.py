"""Serve MathJax from the site itself, out of a pinned package.

The single-file build is taken with its fonts: the smaller ones load their extensions by URL, one at a time, and a
formula that needs a missing one stays unread. Each formula is told about how much room it will take (formula_size.py),
so that the page does not jump when MathJax comes.
"""

from functools import wraps
from importlib.metadata import files
from pathlib import Path
from shutil import copyfile

from formula_size import height, width

SCRIPT = "tex-chtml-full.js"
FONTS = "output/chtml/fonts/woff-v2/"


def copy_mathjax(app, exception):
    """Put the script and its fonts beside the pages."""
    if exception or app.builder.format != "html":
        return
    for file in files("sphinx-mathjax-offline"):
        _, found, inner = file.as_posix().partition("static/mathjax/")
        if found and (inner == SCRIPT or inner.startswith(FONTS)):
            target = Path(app.outdir, "_static", "mathjax", inner)
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(file.locate(), target)


def with_room(visit, name, size):
    """A way to write a formula, with the formula's size noted on the element for the style sheet."""

    @wraps(visit)
    def write(translator, node):
        begun = len(translator.body)
        try:
            visit(translator, node)
        finally:  # Sphinx ends by raising SkipNode
            room = f' style="--{name}: {size(node.astext()):.2f}em"'
            translator.body[begun] = translator.body[begun].replace(" class=", f"{room} class=", 1)

    return write


def use_mathjax(app, config):
    """Point the pages at the copy."""
    config.mathjax_path = f"mathjax/{SCRIPT}"


def write_room(app):
    """Have every formula written with its room, by whatever writes it now (MyST has put its own way there)."""
    inline, display = app.registry.html_inline_math_renderers, app.registry.html_block_math_renderers
    inline["mathjax"] = (with_room(inline["mathjax"][0], "wide", width), None)
    display["mathjax"] = (with_room(display["mathjax"][0], "tall", height), None)


def setup(app):
    """Register with Sphinx."""
    app.setup_extension("sphinx.ext.mathjax")
    app.connect("config-inited", use_mathjax)
    app.connect("builder-inited", write_room, priority=900)
    app.connect("build-finished", copy_mathjax)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
