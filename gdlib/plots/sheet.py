"""An empty figure in the book's style, and the words that stand for it where it cannot be seen.

Figures are made without pyplot: no global "current figure", nothing to close, the same object in a script
and in a notebook.
"""

from matplotlib.figure import Figure

WIDTH = 5.6  # inches; 11 pt type is then 9.8 px high on a phone that gives the page 360 px
ROW = 3.3  # inches; height of a single row of axes


def canvas(rows=1, cols=1, *, width=WIDTH, height=None, **subplots):
    """A figure with ``rows × cols`` axes: ``fig, ax = canvas()`` or ``fig, (left, right) = canvas(1, 2)``.

    ``width`` and ``height`` are in inches; further keywords go to ``Figure.subplots`` (``sharex``,
    ``width_ratios``, …).  Keep the width: a wider figure is shrunk on a phone and its letters with it.
    """
    height = ROW if height is None and rows == 1 else height or 2.5 * rows
    fig = Figure(figsize=(width, height), layout="constrained")
    return fig, fig.subplots(rows, cols, **subplots)


def alt(fig, text):
    """Say what is to be seen in ``fig`` for those who cannot see it, and return ``fig``: the last line of a cell.

    The text becomes the picture's alt text on the site and in Jupyter; the check refuses a figure without one.
    """
    if not text.strip():
        raise ValueError("alt needs a sentence that says what is to be seen in the figure")
    fig.alt = " ".join(text.split())
    return fig
