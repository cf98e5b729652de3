"""The book's figures: the only place that knows Matplotlib.

Importing this package puts the book's style into Matplotlib's settings and, inside IPython, teaches it to
show a figure as an SVG with its description.  A plot function takes results and returns a figure (or draws on
the axes that it is given); it never runs a descent and never sets a title, which is the caption's work.
"""

import sys
from pathlib import Path

import matplotlib.style

from gdlib.plots.curves import against, components, curve, losses, predicted, spread
from gdlib.plots.flows import flow_chart
from gdlib.plots.landscapes import contours, path, paths, rate_map
from gdlib.plots.palette import look
from gdlib.plots.sheet import alt, canvas

STYLE = Path(__file__).with_name("book.mplstyle")
__all__ = [
    "against",
    "alt",
    "canvas",
    "components",
    "contours",
    "curve",
    "flow_chart",
    "look",
    "losses",
    "path",
    "paths",
    "predicted",
    "rate_map",
    "spread",
]


def _inside_ipython():
    """The running shell, without importing IPython where nobody has."""
    ipython = sys.modules.get("IPython")
    return ipython and ipython.get_ipython()


matplotlib.style.use(STYLE)
if shell := _inside_ipython():
    from gdlib.plots.show import register

    register(shell)
