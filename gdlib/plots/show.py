"""How a notebook stores a figure: as one SVG and one description of what it draws, and nothing else."""

from matplotlib.figure import Figure

from gdlib.plots.description import MIME, description
from gdlib.plots.svg import picture

SVG = "image/svg+xml"


def bundle(fig, include=None, exclude=None):
    """The MIME bundle of a figure, and the alt text as JupyterLab's metadata for it."""
    svg = picture(fig)
    return {SVG: svg, MIME: description(fig, svg)}, {SVG: {"alt": getattr(fig, "alt", "")}}


def register(shell):
    """Let ``shell`` (IPython's) show every figure by `bundle`."""
    shell.display_formatter.mimebundle_formatter.for_type(Figure, bundle)
