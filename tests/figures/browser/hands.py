"""A hand on a page with figures: it brings them to life, takes hold of what can be moved, and reads off what they say.

Figures are drawn when they come near the screen, so a figure is scrolled into view before anything is asked of it.
"""

from dataclasses import dataclass, field
from functools import cache

from tests.figures.node import decoded, difference

FIGURES = "[data-gdfig]"
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
READ_OFF = """el => ({
  state: JSON.parse(JSON.stringify(el.gdfig.state)),
  result: Object.fromEntries(Object.entries(el.gdfig.result).map(([key, all]) => {
    const bytes = new Uint8Array(Float64Array.from(all).buffer) // each number to the last bit, NaN as well
    return [key, btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))]
  })),
})"""
CENTRE = """el => {
  const { x, y, width, height } = el.getBoundingClientRect()
  return [x + width / 2, y + height / 2]
}"""


@dataclass(frozen=True)
class Hand:
    """A tab, and what happened in it so far."""

    tab: object
    facts: object

    def figure(self, i=0):
        """The i-th figure, drawn."""
        figure = self.tab.locator(FIGURES).nth(i)
        figure.scroll_into_view_if_needed()
        self.tab.wait_for_function("([s, i]) => document.querySelectorAll(s)[i].dataset.parity", arg=[FIGURES, i])
        self.settle()
        return figure

    def settle(self):
        """Wait until what was asked for is painted."""
        self.tab.evaluate(SETTLED)

    def show(self, figure, state):
        """Put a figure into a state."""
        figure.evaluate("(el, state) => el.gdfig.set(state)", state)
        self.settle()

    def theme(self, name):
        """Make the page light or dark."""
        self.tab.evaluate("name => { document.documentElement.dataset.theme = name }", name)
        self.settle()

    def begin_anew(self):
        """Have page and figure as a reader first sees them, whatever was done to them."""
        self.facts.errors.clear()
        self.tab.mouse.up()
        self.tab.set_viewport_size({"width": 1280, "height": 900})
        self.tab.emulate_media(media="screen", reduced_motion="reduce")
        self.tab.mouse.move(0, 0)
        self.tab.evaluate("document.activeElement.blur()")
        self.theme("light")
        self.figure().evaluate("el => el.gdfig.set(el.gdfig.spec.state)")
        self.settle()

    def middle(self, target):
        """Where the middle of something is, in sight."""
        target.scroll_into_view_if_needed()
        return target.evaluate(CENTRE)

    def grab(self, target):
        """Press the mouse button on the middle of something; where that is."""
        x, y = self.middle(target)
        self.tab.mouse.move(x, y)
        self.tab.mouse.down()
        return x, y

    def press(self, target, *keys):
        """Press keys on something that has the focus, one after the other; yields after each."""
        for key in keys:
            target.focus()
            self.tab.keyboard.press(key)
            self.settle()
            yield key


@dataclass
class Tabs:
    """The tabs on one figure's page, opened once for all that is asked of it, until another figure is due."""

    reader: object
    pages: object
    face: object = None
    opened: dict = field(default_factory=dict)

    def of(self, face, width=1280):
        """The hand on the page with that figure in a window of that width."""
        if face is not self.face:
            self.close()
        if width not in self.opened:
            self.face, self.opened[width] = face, Hand(*self.reader.open(self.pages.of(face), width))
            self.opened[width].figure()
        return self.opened[width]

    def close(self):
        """Close them all."""
        for hand in self.opened.values():
            hand.tab.context.close()
        self.opened.clear()


@cache
def gdlibs(face):
    """The one figure that gdlib computes by: to make another for each state would take twice as long."""
    return face()


def worst(figure, face):
    """How far a figure's numbers are from gdlib's in the state that it says it is in, relative to the running scale."""
    return far(figure.evaluate(READ_OFF), face)


def far(found, face):
    """The same for a state and a result that were read off."""
    got, own = decoded(found["result"]), gdlibs(face)
    for name, value in found["state"].items():
        setattr(own, name, value)
    want = own.numbers()
    assert got.keys() == want.keys()
    return max(difference(got[name], want[name]) for name in want)
