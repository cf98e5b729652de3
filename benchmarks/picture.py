"""The results as a picture: one dot a case on a logarithmic axis, a stroke where gdlib means to be."""

import textwrap

from benchmarks.table import short
from gdlib.plots import alt, canvas, look
from gdlib.plots.palette import INK

TOGETHER = {"one digit": "epoch"}  # groups that share a panel
APART = 0.16  # the cases of one peer stand below each other where they would touch


def panels(results):
    """The rows of each panel that have something to show."""
    found = {}
    for row in results["ratios"]:
        if row["cases"]:
            found.setdefault(TOGETHER.get(row["group"], row["group"]), []).append(row)
    return found


def draw(ax, rows):
    """One panel: peers from top to bottom, a dot for each case, a stroke at each promise."""
    cases = list(dict.fromkeys(case for row in rows for case in row["cases"]))
    for place, case in enumerate(cases):
        shift = APART * (place - (len(cases) - 1) / 2)
        here = [(y + shift, row) for y, row in enumerate(rows) if case in row["cases"]]
        ax.plot([row["cases"][case][1] for _, row in here], [y for y, _ in here], **look(case, place).dots(label=case))
        for y, row in here:
            if case in row["wanted"]:
                ax.plot([row["wanted"][case]] * 2, [y - 0.09, y + 0.09], color=look("reference").color, linewidth=2)
    ax.set_yticks(range(len(rows)), [broken(row["peer"]) for row in rows])
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.axvline(1, color=INK, linewidth=0.8)
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=4, columnspacing=0.8, handletextpad=0)


def broken(name):
    """A peer's name on two lines, so that it leaves room for the dots."""
    return "\n".join(textwrap.wrap(name, 16))


def picture(results):
    """The figure with its words."""
    rows = panels(results)
    sizes = [len(found) for found in rows.values()]
    options = {"sharex": True, "height_ratios": sizes, "height": 1 + 0.5 * sum(sizes) + 0.3 * len(sizes)}
    fig, axes = canvas(len(rows), 1, squeeze=False, **options)
    for ax, (name, found) in zip(axes[:, 0], rows.items(), strict=True):
        draw(ax, found)
        ax.set_ylabel(name)
    fig.align_ylabels()
    axes[-1, 0].set_xscale("log")
    axes[-1, 0].xaxis.set_major_formatter("{x:g}")
    axes[-1, 0].set_xlabel("time of the peer / time of gdlib")
    return alt(fig, words(rows))


def words(rows):
    """What is to be seen, in numbers."""
    seen = [f"{group}: " + ", ".join(map(between, found)) for group, found in rows.items()]
    return "Dots on a logarithmic axis, right of 1 where gdlib is faster. " + "; ".join(seen) + "."


def between(row):
    """A peer and the range of its ratios."""
    medians = sorted(quartiles[1] for quartiles in row["cases"].values())
    ends = dict.fromkeys(map(short, (medians[0], medians[-1])))
    return f"{row['peer']} {' to '.join(ends)}"
