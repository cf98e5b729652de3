"""One figure, three lives: a live widget in Jupyter, a drawing on a static page, a plain picture everywhere else.

The same scripts draw the first two; gdlib computes the numbers that the page checks itself against.
"""

import base64
import html
import json
from functools import cache
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from gdlib.figures.traits import CONTROLS

STATIC = Path(__file__).parent / "static"
SHARED = "figures.js"  # what every figure needs; each has a small script besides
VERSION = 1  # of the spec; index.mjs refuses any other
SVG = "image/svg+xml"
MIME = "application/vnd.gdlib.interactive+json"
CHECKED = 24  # numbers of each result that travel with a page


def scripts(figure):
    """The scripts of a page with that figure, below ``STATIC``; a page loads each once, in any order."""
    return (SHARED, f"figures/{figure}.js")


@cache
def module(figure):
    """Both scripts as the one module that a notebook loads; a figure whose own is not built yet says so there."""
    built = [STATIC / name for name in scripts(figure) if (STATIC / name).is_file()]
    return "\n".join(
        [path.read_text(encoding="utf-8") for path in built] + ["export default { render: gdfigs.render }\n"]
    )


class Face(anywidget.AnyWidget):
    """The base of every interactive figure; a subclass says what it is made of, and gdlib computes it.

    A subclass has controls (`Slider`, `Count`, `Choice`, `Point`), ``figure`` (the name of its front-end module),
    ``alt`` (what is to be seen), ``room`` (its height in pixels on a wide and on a narrow page), ``data()`` (what
    does not move), ``numbers()`` (what the page computes, by gdlib) and ``picture()`` (a Matplotlib figure).
    """

    spec = traitlets.Dict(read_only=True).tag(sync=True)
    figure, alt, room = "", "", (600, 640)

    def __init__(self, **state):
        unknown = sorted(set(state) - set(self.controls()))
        if unknown:
            has = ", ".join(self.controls())
            raise TypeError(f"{type(self).__name__} has no control {unknown[0]!r}; it has {has}")
        super().__init__(**state)
        self.set_trait("spec", self.page_spec())

    @property
    def _esm(self):
        return module(self.figure)

    @classmethod
    def controls(cls):
        """What a reader can move: name -> trait, in the order of the class."""
        found = {name: trait for base in reversed(cls.__mro__) for name, trait in vars(base).items()}
        return {name: trait for name, trait in found.items() if isinstance(trait, CONTROLS)}

    @classmethod
    def drawn(cls, rng):
        """A figure in a random state, for the tests."""
        return cls(**{name: trait.draw(rng) for name, trait in cls.controls().items()})

    def data(self):
        """What the page needs and the reader does not move: a dictionary that JSON can hold."""
        return {}

    def numbers(self):
        """What the page computes in this state, computed by gdlib: name -> array, running first along time."""
        raise NotImplementedError

    def picture(self):
        """The Matplotlib figure for readers without a script, print and code hosts."""
        raise NotImplementedError

    def state(self):
        """The controls' values now."""
        return {name: getattr(self, name) for name in self.controls()}

    def page_spec(self):
        """All that the script needs to draw this figure, and gdlib's first numbers to check itself against."""
        check = {name: np.ravel(a)[:CHECKED].tolist() for name, a in self.numbers().items()}
        limits = {name: trait.limits for name, trait in self.controls().items()}
        made = {"version": VERSION, "figure": self.figure}
        return made | {"state": self.state(), "controls": limits, "data": self.data(), "check": check}

    def drawing(self):
        """The picture of this state as pages and notebooks hold it: SVG text and its description."""
        from gdlib.plots import alt
        from gdlib.plots.show import bundle

        return bundle(alt(self.picture(), self.alt))[0]

    def html(self, svg=None):
        """The figure for a page: its picture, and its spec for the script that brings it to life."""
        spec = html.escape(json.dumps(self.page_spec(), ensure_ascii=False))
        svg = base64.b64encode((svg or self.drawing()[SVG]).encode()).decode()
        picture = f'<img alt="{html.escape(self.alt)}" src="data:image/svg+xml;base64,{svg}">'
        wide, narrow = self.room  # kept free until the figure is drawn, so that nothing on the page moves
        return f'<div data-gdfig="{spec}" style="--room: {wide}px; --room-narrow: {narrow}px">{picture}</div>'

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.state().items())})"

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        drawing = self.drawing()
        own = {"text/plain": repr(self), "text/html": self.html(drawing.pop(SVG)), MIME: self.page_spec()}
        return {**data, **drawing, **own}, metadata
