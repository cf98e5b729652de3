"""Contrast of the words in a drawing with the ground that they are painted on, by WCAG's formula.

The ground is what a screenshot shows when the words are taken away, or the halo around them where they have one.
"""

import io
from pathlib import Path

import numpy as np
from PIL import Image

TEXTS = (Path(__file__).parent / "texts.js").read_text("utf8")
WITHOUT_WORDS = ".gdf svg text { visibility: hidden !important; }"


def luminance(rgb):
    """Relative luminance of colours (…, 3) between 0 and 255."""
    share = np.asarray(rgb, dtype=float) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def ratio(a, b):
    """Contrast ratio of colours, from 1 to 21."""
    light, dark = np.maximum(luminance(a), luminance(b)), np.minimum(luminance(a), luminance(b))
    return (light + 0.05) / (dark + 0.05)


def grounds(tab):
    """The whole page without the words of its drawings, as an array (height, width, 3)."""
    sheet = tab.add_style_tag(content=WITHOUT_WORDS)
    picture = Image.open(io.BytesIO(tab.screenshot(full_page=True))).convert("RGB")
    sheet.evaluate("sheet => sheet.remove()")
    return np.asarray(picture)


def contrasts(tab, figure):
    """[(words, contrast)] of a figure's drawings: what four fifths of the pixels under the words reach."""
    return [(text["words"], contrast(text, ground)) for ground in [grounds(tab)] for text in figure.evaluate(TEXTS)]


def contrast(text, ground):
    """That of one text."""
    x, y, width, height = text["box"]
    rows, columns = slice(max(int(y), 0), int(y + height) + 1), slice(max(int(x), 0), int(x + width) + 1)
    under = np.array([text["halo"]]) if text["halo"] else ground[rows, columns].reshape(-1, 3)
    ink = text["opacity"] * np.array(text["fill"]) + (1 - text["opacity"]) * under
    return float(np.quantile(ratio(ink, under), 0.2))
