"""One colour, one marker and one line style per method, for the whole book.

The hues start from Okabe and Ito's; each is darkened until it stands at 3:1 or more on white and on the
dark page alike.  Markers and line styles carry the same distinction in grey.
"""

from dataclasses import dataclass

LIGHT_PAGE = "#ffffff"
DARK_PAGES = ("#14181e", "#121212")
INK = "#24292f"  # text, axes, grid and contours: the SVG turns it into currentColor
INK_ON_DARK = "#d7dce2"
THEORY = (0, (4, 2))  # dashes mean a prediction, and nothing else is dashed


@dataclass(frozen=True)
class Look:
    """How one method is drawn everywhere."""

    color: str
    marker: str
    linestyle: object = "-"
    size: float = 5.5  # of the marker, in points

    def line(self, **more):
        """Keyword arguments for a line without markers."""
        return {"color": self.color, "linestyle": self.linestyle} | more

    def dots(self, **more):
        """Keyword arguments for markers without a line."""
        return {"color": self.color, "marker": self.marker, "markersize": self.size, "linestyle": "none"} | more

    def both(self, **more):
        """Keyword arguments for a line with markers."""
        return self.line(marker=self.marker, markersize=self.size) | more

    def theory(self, **more):
        """Keyword arguments for the prediction: dashed, in the method's colour."""
        return {"color": self.color, "linestyle": THEORY} | more


DASH_DOT = (0, (7, 1.5, 1.2, 1.5))
DASH_DOT_DOT = (0, (7, 1.5, 1.2, 1.5, 1.2, 1.5))
DOTS = (0, (1.2, 1.2))

METHODS = {
    "gd": Look("#0072b2", "o"),
    "steepest": Look("#a34fb5", "p"),
    "momentum": Look("#d55e00", "s"),
    "nesterov": Look("#009e73", "^", DASH_DOT),
    "ema_momentum": Look("#cc6ba0", "v", DOTS),
    "adagrad": Look("#b8860b", "D", DASH_DOT),
    "rmsprop": Look("#3d96cc", "P", DASH_DOT_DOT),
    "adam": Look("#8a63d2", "X"),
    "amsgrad": Look("#7d8500", "<", DOTS),
    "adamw": Look("#c2255c", ">", DASH_DOT_DOT),
}

ROLES = {
    "batch": METHODS["gd"],  # all examples at every step is gd itself
    "mini-batch": Look("#008b9a", "*", DASH_DOT, 9),
    "stochastic": Look("#a0522d", ".", size=9),
    "reference": Look("#7a828a", "d"),
}

LOOKS = METHODS | ROLES
SPARE = [  # for eigenvalues, batch sizes, seeds: hues that belong to no method
    Look("#5b6ee1", "o"),
    Look("#d6409f", "s"),
    Look("#4f8a10", "^"),
    Look("#9a6324", "D"),
    Look("#5f7387", "v"),
]


def look(name, position=0):
    """The look of a method or a role; any other name takes a spare look by its position in the figure.

    >>> look("momentum").color
    '#d55e00'
    >>> look("λ = 0.1", 2).marker
    '^'
    """
    return LOOKS.get(name) or SPARE[position % len(SPARE)]


def luminance(color):
    """Relative luminance of an ``#rrggbb`` colour between 0 and 1 (WCAG 2.2, "relative luminance")."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    """Contrast ratio of two colours between 1 and 21 (WCAG 2.2, "contrast ratio").

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)
