"""A Flow as a figure: signal, error and updates along depth or time, on a log scale, the input to the left.

One figure does for both, because a Flow along time has the same sizes as one along layers.
"""

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from gdlib.plots.palette import look
from gdlib.plots.sheet import canvas

LABELS = {
    "forward": "signal, rms of $h$",
    "spread": "its spread over examples",
    "error": r"error, $\Vert\partial L/\partial h\Vert$",
    "total": "errors of all steps",
    "weight": r"$\Vert\partial L/\partial W\Vert$",
    "update": r"$\Vert\Delta W\Vert/\Vert W\Vert$",
}
POSITIONS = {"forward": 0, "error": 1, "spread": 2, "total": 2, "weight": 3, "update": 4}
MARKS = 24  # places up to which each has its marker
NAMED = 12  # places up to which each has its name under the axis
APART = 0.1  # decades from which on two curves are seen as two


def flow_chart(flow, *, ax=None, show=None):
    """Sizes of a Flow along its places, those that were measured; a size of 0 is left out of a log scale.

    ``show`` names some of forward, spread, error, total, weight and update; without it spread is left out along time,
    and total where it is the error itself.  The axis counts decades, so that sizes too small for a float have a place.
    """
    fig, ax = (ax.figure, ax) if ax is not None else canvas()
    x = np.arange(1, len(flow) + 1)
    for name in _told(flow) if show is None else show:
        decades = getattr(flow, f"log_{name}")
        if np.isfinite(decades).any():
            style = look(name, POSITIONS[name]).both(markevery=max(1, len(flow) // MARKS))
            ax.plot(x, np.where(np.isfinite(decades), decades, np.nan), label=LABELS[name], **style)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=7, integer=True))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda d, _: f"$10^{{{d:.0f}}}$"))
    ax.set(xlabel=flow.along, ylabel="size")
    _places(ax, flow, x)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0)  # above: every corner may hold a curve
    return fig


def _told(flow):
    """The sizes worth a curve."""
    both = np.isfinite(flow.log_total) & np.isfinite(flow.log_error)
    apart = np.abs(flow.log_total[both] - flow.log_error[both]).max(initial=0) > APART
    left_out = {"total" if not apart else "", "spread" if flow.along != "layer" else ""}
    return [name for name in LABELS if name not in left_out]


def _places(ax, flow, x):
    """Names of layers under the axis where they fit, numbers otherwise."""
    if flow.along == "layer" and len(flow) <= NAMED:
        slanted = max(map(len, flow.where)) * len(flow) > 40
        ax.set_xticks(x, flow.where, rotation=35 * slanted, ha="right" if slanted else "center")
    else:
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
