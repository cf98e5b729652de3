"""Two descriptions of a figure, compared with a tolerance, in sentences that name the curve.

Numbers agree within ``rtol`` of their own size or 1e-9 of their array's: rounding passes, one part in ten
thousand of a learning rate does not.
"""

import base64
import io
import math

import numpy as np
from PIL import Image

RTOL = 1e-6
OF_ARRAY = 1e-9  # what counts as zero beside the largest number of the same array
LOOSE = 1e-3  # contour vertices: one more or one less at 1e-15 of noise
NOT_DATA = ("renderer", "svg", "thumbnail", "version")
PIXELS = 1.0  # largest root mean square of pixel differences, of 255


def differences(stored, new, rtol=RTOL, where="figure"):
    """Sentences, one a difference, between a stored description and a new one; none where they agree."""
    if isinstance(stored, dict) and isinstance(new, dict):
        if "shape" in stored and "shape" in new:
            return _of_arrays(stored, new, rtol, where)
        return _of_dicts(stored, new, rtol, where)
    if isinstance(stored, list) and isinstance(new, list):
        return _of_lists(stored, new, rtol, where)
    if _is_number(stored) and _is_number(new):
        return [] if math.isclose(stored, new, rel_tol=rtol, abs_tol=1e-12) else [_differ(where, stored, new)]
    return [] if stored == new else [_differ(where, repr(stored), repr(new))]


def picture_distance(stored, new):
    """Root mean square difference of two base64 PNG thumbnails, of 255; infinite where their sizes differ."""
    a, b = _pixels(stored), _pixels(new)
    return float(np.sqrt(np.mean((a - b) ** 2))) if a.shape == b.shape else math.inf


def verdict(stored, new, rtol=RTOL, where="figure"):
    """All differences of two described figures, and a note where the pictures could not be compared.

    The pictures are compared only where one renderer drew both: another font moves more pixels than a
    wrong learning rate does.
    """
    found = differences(stored, new, rtol, where)
    if stored["renderer"] != new["renderer"]:
        return found, f"{where} compared by data only: stored by {stored['renderer']}, drawn by {new['renderer']}"
    distance = picture_distance(stored["thumbnail"], new["thumbnail"])
    if not found and distance > PIXELS:
        found = [f"{where}: the data agree, the pictures do not (RMS {distance:.2f} of 255, at most {PIXELS:g})"]
    return found, None


def _differ(where, stored, new):
    return f"{where}: {stored} stored, {new} now"


def _is_number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def _of_dicts(stored, new, rtol, where):
    """Entry by entry; a curve is called by its label where it has one."""
    where = _named(where, stored)
    found = []
    for key in sorted(stored.keys() | new.keys()):
        at = f"{where} {key}"
        if key in NOT_DATA:
            continue
        if key not in stored or key not in new:
            found.append(f"{at}: {'gone' if key in stored else 'new'}")
        else:
            found += differences(stored[key], new[key], LOOSE if key == "loose" else rtol, at)
    return found


def _named(where, stored):
    return f"{where} “{stored['label']}”" if isinstance(stored.get("label"), str) and stored["label"] else where


def _of_lists(stored, new, rtol, where):
    if len(stored) != len(new):
        return [f"{where}: {len(stored)} stored, {len(new)} now"]
    return [
        d for i, (a, b) in enumerate(zip(stored, new, strict=True)) for d in differences(a, b, rtol, f"{where}[{i}]")
    ]


def _of_arrays(stored, new, rtol, where):
    """Two fingerprints made by `numbers`: the first entry that differs is named."""
    for key in ("shape", "bad"):
        if stored[key] != new[key]:
            return [_differ(f"{where} {key}", stored[key], new[key])]
    scale = _scale(stored)
    for key, zero in (("range", rtol), ("values", OF_ARRAY), ("projections", rtol)):
        a, b = (np.array(d.get(key, []), dtype=float) for d in (stored, new))
        wrong = ~np.isclose(b, a, rtol=rtol, atol=zero * scale, equal_nan=True)
        if wrong.any():
            i = int(np.argmax(wrong))
            return [
                _differ(f"{where} {key}[{i}]", stored[key][i], new[key][i]) + f", {wrong.sum()} of {wrong.size} differ"
            ]
    return []


def _scale(fingerprint):
    """The largest finite number of an array, as far as its fingerprint tells."""
    a = np.abs(np.array(fingerprint["values"] + fingerprint.get("range", []), dtype=float))
    return float(a[np.isfinite(a)].max(initial=0.0))


def _pixels(png):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))), dtype=float)
