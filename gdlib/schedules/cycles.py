"""Shapes that come back: cosine with restarts, one cycle, and triangles.

The last two start low and reach 1 at their peak, so they are scaled by the largest learning rate.
"""

from __future__ import annotations

from gdlib.schedules.decay import bend
from gdlib.schedules.schedule import Schedule, count, positive, spell


def cosine_restarts(first: int, mult: int = 1, end: float = 0.0) -> Schedule:
    """Cosine from 1 towards ``end`` in ``first`` updates, again in first·mult, and so on.  Loshchilov & Hutter 2017.

    >>> [round(cosine_restarts(4)(k), 4) for k in range(5)]
    [1.0, 0.8536, 0.5, 0.1464, 1.0]
    """
    first, mult = count("cosine_restarts", "updates (first)", first), count("cosine_restarts", "periods (mult)", mult)
    end = positive("cosine_restarts", "end", end, zero=True)

    def at(k):
        period = first
        if mult == 1:
            k %= period
        while k >= period:
            k, period = k - period, period * mult
        return bend(1.0, end, k / period)

    return Schedule(spell("cosine_restarts", first, mult=(mult, 1), end=(end, 0.0)), at)


def one_cycle(steps: int, rise: float = 0.3, start: float = 1 / 25, end: float = 1 / 25e4) -> Schedule:
    """Up from ``start`` to 1 in a share ``rise`` of the steps, down to ``end``, along cosines.  Smith & Topin 2018.

    Momentum goes the other way with a start and end above 1: .95 → .85 → .95 is
    ``0.85 * one_cycle(steps, start=0.95 / 0.85, end=0.95 / 0.85)``.
    """
    steps, rise = count("one_cycle", "steps", steps), positive("one_cycle", "rise", rise)
    start, end = positive("one_cycle", "start", start, zero=True), positive("one_cycle", "end", end, zero=True)
    peak, last = rise * steps - 1, steps - 1
    if not 0 < peak < last:
        raise ValueError(
            f"one_cycle peaks inside its {steps} steps: take rise between {1 / steps:.3g} and 1, not {rise}"
        )

    def at(k):
        if k <= peak:
            return bend(start, 1.0, k / peak)
        return bend(1.0, end, (k - peak) / (last - peak)) if k < last else end

    name = spell("one_cycle", steps, rise=(rise, 0.3), start=(start, 1 / 25), end=(end, 1 / 25e4))
    return Schedule(name, at)


def triangular(up: int, down: int | None = None, start: float = 0.0, shrink: float = 1.0) -> Schedule:
    """Straight up from ``start`` to 1 in ``up`` updates, down again in ``down`` (as many), over and over.  Smith 2017.

    ``shrink`` multiplies the height of each cycle after the first; ½ is Smith's "triangular2".

    >>> [triangular(2)(k) for k in range(5)]
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    up = count("triangular", "updates (up)", up)
    down = count("triangular", "updates (down)", up if down is None else down)
    start, shrink = positive("triangular", "start", start, zero=True), positive("triangular", "shrink", shrink, most=1)

    def at(k):
        cycle, i = divmod(k, up + down)
        height = i / up if i <= up else (up + down - i) / down
        return start + (1 - start) * height * shrink**cycle

    return Schedule(spell("triangular", up, down=(down, up), start=(start, 0.0), shrink=(shrink, 1.0)), at)
