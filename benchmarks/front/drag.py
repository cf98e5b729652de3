"""Drag something in a page and read the page's clock: how long after each move of the pointer it is painted.

A move is sent when the one before has been painted, so that slow pages are not charged for a queue of moves.
"""

from dataclasses import dataclass, field
from math import cos, pi, sin
from pathlib import Path

import numpy as np

CLOCK = Path(__file__).parent / "clock.js"
SIZE = {"width": 1280, "height": 1000}
SPEEDS = {"plain": 1, "slow": 4}  # Chromium takes so many times as long
GIVEN_UP = 3000  # ms


@dataclass(frozen=True)
class Candidate:
    """A page, what is taken hold of (the first that fits), the box that it is moved in, and what shows the moves."""

    name: str
    address: str
    grip: str = ".gdf-handle"
    box: str = "svg:has(.gdf-handle)"
    drawing: str | None = "[data-gdfig]"
    ready: str = "[data-parity=ok]"
    reach: tuple = (0.38, 0.38)  # shares of the box, either side of its middle
    check: tuple = field(default=(), repr=False)  # gdlib's path from the first start, for what computes its own


def places(box, moves, reach):
    """Points on a closed curve that crosses the box from end to end in both directions, at uneven speed."""
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    across, down = reach[0] * box["width"], reach[1] * box["height"]
    turns = (2 * pi * (i + 1) / moves for i in range(moves))
    return [(x + across * sin(2 * turn), y + down * (1 - cos(3 * turn)) - down) for turn in turns]


def visit(browser, candidate, moves):
    """{speed: (ms of each move to its paint, of each until the page heard of it, the processor's)} in a fresh page."""
    context = browser.new_context(viewport=SIZE)
    context.add_init_script(path=str(CLOCK))
    tab = context.new_page()
    tab.goto(candidate.address)
    tab.wait_for_selector(candidate.ready, state="attached")
    agree(tab, candidate)
    tools = context.new_cdp_session(tab)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    found = {}
    for speed, rate in SPEEDS.items():
        tools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        found[speed] = dragged(tab, tools, candidate, moves)
    context.close()
    return found


def agree(tab, candidate):
    """A peer's path must be gdlib's before it is timed."""
    if len(candidate.check):
        path = np.array(tab.evaluate("start => descent(start)", list(candidate.check[0])))
        np.testing.assert_allclose(path, candidate.check, atol=1e-9, err_msg=candidate.name)


def dragged(tab, tools, candidate, moves):
    """Take hold, move along the curve, let go."""
    grip, box = tab.locator(candidate.grip).first, tab.locator(candidate.box).first
    box.scroll_into_view_if_needed()
    knob = grip.bounding_box()
    tab.mouse.move(knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2)
    tab.mouse.down()
    tab.evaluate("drawing => clock.watch(drawing && document.querySelector(drawing))", candidate.drawing)
    before = work(tools)
    for place in places(box.bounding_box(), moves, candidate.reach):
        tab.mouse.move(*place)
        tab.evaluate("limit => clock.shown(limit)", GIVEN_UP)
    spent = work(tools) - before
    tab.mouse.up()
    taken, waited = tab.evaluate("[clock.taken, clock.waited]")
    if len(taken) < 0.8 * moves:
        raise RuntimeError(f"{candidate.name} showed {len(taken)} of {moves} moves: the hand has lost it")
    return taken, waited, 1e3 * spent / moves


def work(tools):
    """Seconds that the processor has spent in the page's main thread, but for what it was told by us."""
    spent = {metric["name"]: metric["value"] for metric in tools.send("Performance.getMetrics")["metrics"]}
    return spent["TaskDuration"] - spent["DevToolsCommandDuration"]
