"""What is stored of an interactive figure: its picture and its spec, never the state of a widget that has no kernel.

The spec holds gdlib's own numbers; they are compared with a tolerance, and the page that readers get must hold
that spec.
"""

import base64
import html
import json
import re
from numbers import Real

from gdlib.plots.description import MIME as FIGURE
from gdlib.plots.svg import fingerprint

MIME = "application/vnd.gdlib.interactive+json"
PAGE = "text/html"
WIDGET = "application/vnd.jupyter.widget-view+json"
SPEC = re.compile(r'data-gdfig="([^"]*)"')
PICTURE = re.compile(r"data:image/svg\+xml;base64,([^\"]*)")
CLOSE = 1e-9  # of the largest number of a list: what another machine's exp, log and BLAS may change


def without_widgets(nb):
    """Take widget views and states out of a notebook: they would draw nothing without the kernel that made them."""
    nb.metadata.pop("widgets", None)
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)


def without_pages(outputs):
    """Outputs as nbval should see them: of an interactive figure neither page nor widget, which are compared here."""
    return [_without_page(output) for output in outputs]


def _without_page(output):
    data = output.get("data", {})
    if MIME not in data:
        return output
    bare = type(output)(output)
    bare["data"] = type(data)({kind: value for kind, value in data.items() if kind not in (PAGE, WIDGET)})
    return bare


def faults(data):
    """Why the stored ``data`` of an interactive figure cannot be trusted."""
    if missing := [kind for kind in (PAGE, FIGURE) if kind not in data]:
        return [f"an interactive figure lost its {' and '.join(missing)}: re-execute the chapter"]
    spec, picture = SPEC.search(data[PAGE]), PICTURE.search(data[PAGE])
    if not spec or json.loads(html.unescape(spec[1])) != data[MIME]:
        return ["an interactive figure's page does not hold the numbers stored beside it: re-execute the chapter"]
    if not picture or fingerprint(base64.b64decode(picture[1]).decode()) != data[FIGURE]["svg"]:
        return ["an interactive figure's picture is not the one that was described: re-execute the chapter"]
    if not data[FIGURE]["alt"].strip():
        return ["an interactive figure has no alt text: give its class one"]
    return []


def disagreements(stored, new):
    """Where the specs of a cell's interactive figures differ by more than rounding."""
    if len(stored) != len(new):
        return [f"{len(stored)} interactive figure(s) stored, {len(new)} now"]
    return [d for n, (a, b) in enumerate(zip(stored, new, strict=True), 1) for d in _differ(a, b, f"interactive {n}")]


def _differ(a, b, where):
    """Sentences on where two JSON trees differ."""
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        return [d for key in a for d in _differ(a[key], b[key], f"{where}.{key}")]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        if a and all(_is_number(v) for v in (*a, *b)):
            return _lists_differ(a, b, where)
        return [d for i, (x, y) in enumerate(zip(a, b, strict=True)) for d in _differ(x, y, f"{where}[{i}]")]
    if _is_number(a) and _is_number(b):
        return _lists_differ([a], [b], where)
    return [] if a == b else [f"{where}: {str(a)[:60]} stored, {str(b)[:60]} now"]


def _is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool)


def _lists_differ(a, b, where):
    size = max(map(abs, a))
    far = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if not (x == y or abs(x - y) <= CLOSE * size)]
    return [f"{where}[{far[0]}]: {a[far[0]]} stored, {b[far[0]]} now"] if far else []
