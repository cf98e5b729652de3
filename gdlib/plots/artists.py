"""The data behind one mark of a figure: a line, a collection, an image, a patch.

A long array is kept as its shape, its range, sixteen of its values and five projections onto fixed cosines:
short to store, and any change beyond the tolerance moves at least one of them.
"""

import math

import numpy as np
from matplotlib import colors, contour, patches, quiver

SAMPLES = 16
GOLDEN = 0.618033988749895  # an irrational frequency, so that no regular change hides between the cosines


def numbers(a):
    """A short fingerprint of an array of numbers that can be compared with a tolerance.

    >>> numbers([1.0, float("nan")])
    {'shape': [2], 'bad': 1, 'values': [1.0, 'nan']}
    """
    a = np.ma.filled(np.ma.asarray(a, dtype=float), np.nan)
    flat = a.ravel()
    finite = np.isfinite(flat)
    short = {"shape": list(a.shape), "bad": int((~finite).sum())}
    if flat.size <= 2 * SAMPLES:
        return short | {"values": [_number(x) for x in flat]}
    solid = np.where(finite, flat, 0.0)
    sampled = flat[np.linspace(0, flat.size - 1, SAMPLES).round().astype(int)]
    return short | {
        "range": [_number(solid.min()), _number(solid.max())],
        "values": [_number(x) for x in sampled],
        "projections": [_number(p) for p in _projections(solid)],
    }


def _projections(a):
    """The mean, and the means against four cosines of unrelated frequencies."""
    i = np.arange(a.size) + 0.5
    return [a.mean()] + [np.mean(a * np.cos(GOLDEN * j * i)) for j in (1, 2, 3, 4)]


def _number(x):
    """Ten significant digits; NaN and the infinities as words, which JSON has no number for."""
    x = float(x)
    return float(f"{x:.9e}") if math.isfinite(x) else str(x)


def of_line(line):
    """A curve: its points, its name and its look."""
    return {
        "label": _label(line),
        "x": numbers(line.get_xdata()),
        "y": numbers(line.get_ydata()),
        "color": _colours(line.get_color()),
        "linestyle": _dashes(line),
        "width": _number(line.get_linewidth()),
        "marker": str(line.get_marker()),
        "visible": line.get_visible(),
    }


def of_collection(c):
    """Contours, arrows, or any other set of like marks."""
    d = {"type": type(c).__name__, "label": _label(c), "visible": c.get_visible()} | _look(c)
    if isinstance(c, contour.ContourSet):
        return d | {"levels": numbers(c.levels), "loose": _extent(c)} | _mapping(c)
    if isinstance(c, quiver.Quiver):
        d |= {"at": numbers(c.XY), "u": numbers(c.U), "v": numbers(c.V)}
    else:
        d |= {"at": numbers(c.get_offsets()), "paths": numbers(_vertices(c))}
    return d if c.get_array() is None else d | {"array": numbers(c.get_array())} | _mapping(c)


def of_image(image):
    """An image: its values, where it lies, and how values become colours."""
    rows = {"origin": image.origin, "extent": numbers(image.get_extent())}
    return {"array": numbers(image.get_array())} | rows | _mapping(image)


def of_patch(patch):
    """A bar, an arrow, a shape: its outline in data coordinates and its colours."""
    path = patch.get_path()
    if not isinstance(patch, patches.FancyArrowPatch):
        path = patch.get_patch_transform().transform_path(path)
    return {"type": type(patch).__name__, "label": _label(patch), "xy": numbers(path.vertices)} | _look(patch)


def _label(artist):
    """The artist's label, unless Matplotlib counted it up by itself."""
    label = str(artist.get_label())
    return "" if label.startswith("_child") else label


def _look(artist):
    """Face and edge colours."""
    return {"face": _colours(artist.get_facecolor()), "edge": _colours(artist.get_edgecolor())}


def _colours(c):
    """At most eight colours as hex with alpha, and how many there are."""
    rgba = colors.to_rgba_array(c)
    return [colors.to_hex(x, keep_alpha=True) for x in rgba[:8]] + [len(rgba)]


def _dashes(line):
    """The line style with its dashes: ``get_linestyle`` calls every pattern of dashes ``--``."""
    offset, dashes = line._unscaled_dash_pattern
    return [line.get_linestyle(), _number(offset), [_number(x) for x in dashes or ()]]


def _mapping(mappable):
    """How values become colours."""
    limits = [np.nan if v is None else v for v in mappable.get_clim()]
    return {"cmap": mappable.get_cmap().name, "norm": type(mappable.norm).__name__, "limits": numbers(limits)}


def _vertices(c):
    """All vertices of a collection's paths, one after the other."""
    found = [p.vertices for p in c.get_paths()]
    return np.concatenate(found) if found else np.empty((0, 2))


def _extent(contours):
    """Where the contours lie, loosely: 1e-15 in the surface already adds and drops single vertices."""
    v = _vertices(contours)
    return numbers([v.min(0), v.max(0), v.mean(0)] if len(v) else [])
