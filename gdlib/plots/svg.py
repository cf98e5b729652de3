"""A figure as SVG that is small, the same at every run, and readable on a light and on a dark page.

Ink (text, axes, grid, contours) becomes ``currentColor``, and a style inside the picture chooses it by the
page's colour scheme; everything else keeps its colour, which the palette has made fit for both.
"""

import hashlib
import html
import io
import re

from gdlib.plots.palette import INK, INK_ON_DARK

NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
NAME = "gdlib-figure"  # a stored SVG becomes part of the page in JupyterLab, so its style must touch nothing else
STYLE = (
    f".{NAME} *{{stroke-linejoin:round;stroke-linecap:butt}}"
    f".{NAME}{{color:{INK}}}@media (prefers-color-scheme:dark){{.{NAME}{{color:{INK_ON_DARK}}}}}"
    f"[data-jp-theme-light=true] .{NAME},.vscode-light .{NAME}{{color:{INK}}}"
    f"[data-jp-theme-light=false] .{NAME},.vscode-dark .{NAME}{{color:{INK_ON_DARK}}}"
)


def picture(fig):
    """The SVG text of a figure: text as paths, coordinates to 0.01 pt, no date, no version."""
    buffer = io.StringIO()
    fig.savefig(buffer, format="svg", metadata=NO_METADATA, transparent=True)
    text = buffer.getvalue()
    text = _compact(text[text.index("<svg") :]).replace(INK, "currentColor")
    return _open(text, getattr(fig, "alt", ""))


def fingerprint(svg):
    """SHA-256 of an SVG text; ties a stored picture to its description."""
    return hashlib.sha256(svg.encode()).hexdigest()


def _open(text, alt):
    """Put the colour scheme and the alt text into the root element."""
    head, rest = text.split(">", 1)
    label = f' role="img" aria-label="{html.escape(alt)}"' if alt else ""
    rest = re.sub(r"\s*<style type=\"text/css\">.*?</style>", "", rest, count=1, flags=re.S)
    return f'{head} class="{NAME}"{label}><style>{STYLE}</style>{rest}'


def _compact(text):
    """Round what is drawn to two decimals and drop the blanks and comments that only a person would read."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r'(?<=\s)(?:d|x|y)="[^"]*"', lambda m: _rounded(m[0]), text)
    text = re.sub(r'<g id="[^"]*">', "<g>", text)
    text = re.sub(r"; stroke-(?:linejoin|miterlimit): \w+", "", text)
    return re.sub(r"\s*\n\s*", "\n", text)


def _rounded(attribute):
    """Round each number of an attribute to two decimals, and write it as shortly as can be."""
    short = re.sub(r"-?\d+\.\d+", lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), attribute)
    return re.sub(r"\s*([MLQCz\"])\s*", r"\1", short).replace("-0 ", "0 ")
