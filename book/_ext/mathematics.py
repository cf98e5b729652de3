"""Serve MathJax from the site itself, out of a pinned package.

The single-file build is taken with its fonts: the smaller ones load their extensions by URL, one at a time, and a
formula that needs a missing one stays unread.
"""

from importlib.metadata import files
from pathlib import Path
from shutil import copyfile

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


def use_mathjax(app, config):
    """Point the pages at the copy."""
    config.mathjax_path = f"mathjax/{SCRIPT}"


def setup(app):
    """Register with Sphinx."""
    app.connect("config-inited", use_mathjax)
    app.connect("build-finished", copy_mathjax)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
