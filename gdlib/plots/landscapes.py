"""Functions of two coordinates seen from above: contours, the paths over them, and maps of rates.

Contours are thin ink, so that the paths keep the colours; a map carries the line where descent stops
converging.
"""

import numpy as np

from gdlib.plots.curves import losses
from gdlib.plots.palette import INK, look
from gdlib.plots.sheet import canvas


def contours(ax, f, box, *, levels=12, n=201):
    """Contour lines of ``f`` over ``box = ((x0, x1), (y0, y1))``, spaced evenly in the square root of f.

    On a quadratic that is even spacing along every ray: the lines crowd where the slope is steep, and the
    valley stays readable.
    """
    x, y = (np.linspace(low, high, n) for low, high in box)
    z = f(np.stack(np.meshgrid(x, y)))
    low, high = np.nanmin(z), np.nanmax(z)
    steps = low + (high - low) * (np.arange(0.5, levels) / levels) ** 2
    drawn = ax.contour(x, y, z, steps, colors=INK, alpha=0.3, linewidths=0.8, linestyles="solid")
    ax.set(xlim=box[0], ylim=box[1], xlabel="$w_1$", ylabel="$w_2$")
    return drawn


def path(ax, run, name=None, *, label=None, position=0, marks=25, **more):
    """Draw a run over its landscape: a line through every iterate, a marker on the first ``marks`` of them.

    ``run`` is a Trajectory or an array (T+1, 2); a smaller ``position`` lies on top.
    """
    w = np.asarray(getattr(run, "w", run))
    name = name or run.rule.name
    own = look(name, position)
    marked = {"markersize": 0.75 * own.size, "markevery": range(min(marks, len(w)))}
    style = own.both(linestyle="-", linewidth=1.2, zorder=3 - 0.01 * position) | marked
    return ax.plot(*w.T, label=name if label is None else label, **style | more)[0]


def paths(f, runs, box, *, loss=True, equal=False, **more):
    """Runs over the contours of ``f`` and, below them, their losses against updates.

    ``runs`` maps a method's or a role's name to a Trajectory.  ``equal`` gives both coordinates one scale.
    """
    fig, axes = canvas(2, 1, height=5.2) if loss else canvas()
    top = axes[0] if loss else axes
    contours(top, f, box)
    for position, (name, run) in enumerate(runs.items()):
        path(top, run, name, position=position, **more)
    if equal:
        top.set_aspect("equal")
    if loss:
        losses(runs, ax=axes[1])
    else:
        fig.legend(loc="outside upper center", ncols=4)
    return fig


def rate_map(ax, x, y, rate, *, limit=1.0, levels=(0.9, 0.95, 0.98), label="rate a step"):
    """A map of the rate over two hyper-parameters: dark is fast, and beyond the ink line nothing converges.

    ``rate`` is (len(y), len(x)); values above ``limit`` are left blank.  The image is embedded as pixels.
    """
    x, y = np.ravel(x), np.ravel(y)
    inside = np.ma.masked_greater(rate, limit)
    mesh = ax.pcolormesh(x, y, inside, vmax=limit, shading="nearest", rasterized=True, cmap="viridis")
    ax.contour(x, y, rate, [limit], colors=INK, linewidths=1.2)
    if len(levels):
        ax.contour(x, y, rate, levels, colors="black", alpha=0.6, linewidths=0.8)
    ax.figure.colorbar(mesh, ax=ax, label=label)
    return mesh
