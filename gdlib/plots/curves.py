"""Numbers against numbers: losses, components, and measurements beside their predictions.

The name of a method or a role (`palette`) decides how its curve looks; a prediction is dashed in the
colour of what it predicts.
"""

import numpy as np

from gdlib.plots.palette import look
from gdlib.plots.sheet import canvas

MARKS = 8  # markers along a line: enough to tell it in grey, too few to hide it


def curve(ax, x, y, name, *, label=None, position=0, **more):
    """Draw y against x in the look of ``name``, with a few markers, and return the line."""
    every = max(1, len(np.asarray(x)) // MARKS)
    style = look(name, position).both(markevery=(position * every // 4 % every, every))
    return ax.plot(x, y, label=name if label is None else label, **style | more)[0]


def predicted(ax, x, y, name, *, label="theory", position=0, **more):
    """Draw a prediction of y against x: dashed, in the colour of ``name``."""
    return ax.plot(x, y, label=label, **look(name, position).theory(zorder=3) | more)[0]


def losses(runs, *, ax=None, floor=1e-16, xlabel="update $t$", ylabel="$f(w_t)$"):
    """Loss (log scale) against updates, a curve a run.

    ``runs`` maps a name to a Trajectory, to the losses themselves, or to a pair (x, losses): examples seen,
    seconds.  Values at or below ``floor`` are rounding and are left out.
    """
    fig, ax = _sheet(ax)
    for position, (name, run) in enumerate(runs.items()):
        x, y = _pair(run)
        curve(ax, x, _above(y, floor), name, position=position)
    ax.set(yscale="log", xlabel=xlabel, ylabel=ylabel)
    ax.legend()
    return fig


def components(values, theory=None, *, ax=None, floor=1e-16, xlabel="update $t$", ylabel="size of the error"):
    """Sizes (log scale) of the error along several directions: one curve a label.

    ``values`` maps a label to an array over the updates; ``theory`` maps some of the labels to predictions.
    Values at or below ``floor`` are rounding and are left out.
    """
    fig, ax = _sheet(ax)
    for position, (label, y) in enumerate(values.items()):
        t = np.arange(len(y))
        curve(ax, t, _above(np.abs(y), floor), label, position=position)
        if theory and label in theory:
            predicted(ax, t, _above(np.abs(theory[label]), floor), label, position=position, label=None)
    ax.set(yscale="log", xlabel=xlabel, ylabel=ylabel)
    ax.legend()
    return fig


def against(x, measured, theory=None, *, ax=None, xscale="log", yscale="log", **labels):
    """Measurements as markers and their predictions as dashed lines, log–log unless told otherwise.

    ``measured`` and ``theory`` map a name to values at ``x``, or to a pair (x, values); a theory whose name
    was not measured is drawn dashed in its own look.  ``labels`` are ``xlabel`` and ``ylabel``.
    """
    fig, ax = _sheet(ax)
    for position, (name, y) in enumerate(measured.items()):
        ax.plot(*_pair(y, x), label=name, zorder=4, **look(name, position).dots())
    names = list(measured)
    for position, (name, y) in enumerate((theory or {}).items()):
        known = name in names
        at = names.index(name) if known else len(names) + position
        predicted(ax, *_pair(y, x), name, position=at, label=None if known else name)
    ax.set(xscale=xscale, yscale=yscale, **labels)
    ax.legend()
    return fig


def spread(ax, x, runs, name, *, label=None, position=0, quantiles=(0.1, 0.9)):
    """The median over seeds as a curve and a band between two quantiles; ``runs`` is (seeds, len(x))."""
    low, high = np.quantile(runs, quantiles, axis=0)
    ax.fill_between(x, low, high, color=look(name, position).color, alpha=0.2, linewidth=0)
    return curve(ax, x, np.median(runs, axis=0), name, label=label, position=position)


def _sheet(ax):
    """A new figure, or the one that ``ax`` is part of."""
    return (ax.figure, ax) if ax is not None else canvas()


def _pair(run, x=None):
    """Abscissae and values of a Trajectory, of a pair, or of values at ``x`` (0, 1, 2, … where none is given)."""
    if isinstance(run, tuple):
        return np.asarray(run[0]), np.asarray(run[1])
    y = np.asarray(getattr(run, "f", run))
    return (np.arange(len(y)) if x is None else np.asarray(x)), y


def _above(y, floor):
    """Values above the floor; what lies below becomes a gap."""
    return np.where(np.asarray(y) > floor, y, np.nan)
