"""What a figure draws, as a small JSON tree: labels, scales, limits, legend, and the data behind every mark.

The tree travels beside the picture in the notebook, so that a re-run can be compared number by number
(`compare`), where comparing pictures would fail at every new font and pass a learning rate wrong by 1 %.
"""

import base64
import io

import matplotlib as mpl
from matplotlib import ft2font
from matplotlib.ticker import FixedFormatter, FuncFormatter
from PIL import Image

from gdlib.plots.artists import numbers, of_collection, of_image, of_line, of_patch
from gdlib.plots.svg import fingerprint

MIME = "application/vnd.gdlib.figure+json"
THUMBNAIL_DPI = 50


def description(fig, svg):
    """The description of ``fig``, tied by a fingerprint to ``svg``, the picture that is shown of it."""
    return {
        "version": 1,
        "alt": getattr(fig, "alt", ""),
        "size": [float(v) for v in fig.get_size_inches()],
        "suptitle": fig.get_suptitle(),
        "texts": [t.get_text() for t in fig.texts],
        "legends": [_legend(legend) for legend in fig.legends],
        "axes": [_axes(ax) for ax in fig.axes],
        "renderer": renderer(),
        "svg": fingerprint(svg),
        "thumbnail": thumbnail(fig),
    }


def renderer():
    """What decides the pixels: Matplotlib's minor version and FreeType's.

    >>> renderer().startswith("matplotlib 3.")
    True
    """
    return f"matplotlib {'.'.join(mpl.__version__.split('.')[:2])}, freetype {ft2font.__freetype_version__}"


def thumbnail(fig):
    """A small grey PNG of the figure on white, in base64: what the picture check compares (colours are data)."""
    large, small = io.BytesIO(), io.BytesIO()
    fig.savefig(large, format="png", dpi=THUMBNAIL_DPI, facecolor="white")
    Image.open(large).convert("L").save(small, format="png", optimize=True)
    return base64.b64encode(small.getvalue()).decode()


def _axes(ax):
    """One set of axes: its frame of reference, then everything drawn in it."""
    legend = ax.get_legend()
    return {
        "type": ax.name,
        "visible": ax.get_visible(),
        "title": [ax.get_title(loc=side) for side in ("left", "center", "right")],
        "x": _axis(ax, "x"),
        "y": _axis(ax, "y"),
        "lines": [of_line(line) for line in ax.lines],
        "collections": [of_collection(c) for c in ax.collections],
        "patches": [of_patch(p) for p in ax.patches],
        "images": [of_image(i) for i in ax.images],
        "texts": [_text(t) for t in ax.texts],
        "legend": legend and _legend(legend),
    }


def _axis(ax, which):
    """Label, scale, limits of one axis; where the limits are reversed they say so themselves."""
    return {
        "label": getattr(ax, f"get_{which}label")(),
        "scale": getattr(ax, f"get_{which}scale")(),
        "lim": numbers(getattr(ax, f"get_{which}lim")()),
        "names": _tick_names(getattr(ax, f"{which}axis")),
    }


def _tick_names(axis):
    """Tick labels that somebody wrote; those that Matplotlib chose depend on the size of its letters."""
    written = isinstance(axis.get_major_formatter(), FixedFormatter | FuncFormatter)
    return [t.get_text() for t in axis.get_ticklabels()] if written else []


def _text(text):
    """A free text, where it stands and, for an annotation, what it points at."""
    return {"text": text.get_text(), "at": numbers(text.get_position()), "points at": numbers(getattr(text, "xy", ()))}


def _legend(legend):
    """A legend's title and entries."""
    return {"title": legend.get_title().get_text(), "entries": [t.get_text() for t in legend.get_texts()]}
