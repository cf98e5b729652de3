"""Serve MathJax from the site itself, out of a pinned package.

The single-file build is taken with its fonts: the smaller ones load their extensions by URL, one at a time, and a
formula that needs a missing one stays unread. Each display is told about how tall it will be, so that the page does
not jump when its formulas appear.
"""

import re
from importlib.metadata import files
from pathlib import Path
from shutil import copyfile

from docutils import nodes

SCRIPT = "tex-chtml-full.js"
FONTS = "output/chtml/fonts/woff-v2/"
TALL = re.compile(r"\\(frac|dfrac|sum|prod|int|underbrace|overbrace|binom)\b")


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


def height(tex):
    """About how many ems tall a displayed formula is: 1.5 for a row, 2.6 where it holds a fraction or a sum."""
    return round(sum(2.6 if TALL.search(row) else 1.5 for row in tex.split(r"\\")))


def announce_heights(app, doctree):
    """Put the height on each display as a class, for the style sheet."""
    for display in doctree.findall(nodes.math_block):
        display["classes"].append(f"tall-{min(height(display.astext()), 16)}")


def use_mathjax(app, config):
    """Point the pages at the copy."""
    config.mathjax_path = f"mathjax/{SCRIPT}"


def setup(app):
    """Register with Sphinx."""
    app.connect("config-inited", use_mathjax)
    app.connect("doctree-read", announce_heights)
    app.connect("build-finished", copy_mathjax)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
