"""Chapter 19: two trained LSTMs read one adding sequence; what each step leaves in the cells and in the answer."""

import json
from functools import cache
from pathlib import Path

import numpy as np

from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Count

UNIT = 1000  # gates and slopes are stored in thousandths
RUNS = ("seed 0", "seed 1")


@cache
def stored():
    """What ``book/slow/replay.py`` wrote: the sequence, and what two networks of 8 units made of it."""
    return json.loads(Path(__file__).with_name("replay.json").read_text("utf8"))


class Replay(Face):
    """c ← f c + i g, read along a sequence: drag the step, and see how much of the answer's slope goes by the cells."""

    figure, room = "replay", (768, 1103)
    alt = (
        "Above, the forget gate of one unit stays close to 1, and its product to the end rises from 0.4 to 1. Below, "
        "the slope of the answer by each of fifty numbers: near 1 at two steps and 0 at the others; by the cells alone "
        "it is about half as large at the first of the two, and two thirds at the second."
    )
    at = Count(18, 1, 50)
    unit = Count(1, 1, 8)
    run = Choice("seed 1", RUNS)

    def data(self):
        """The sequence, and gates, slopes and read-out of each run, as they are stored."""
        kept = ("f", "i", "o", "g", "cell", "slope", "V", "answer")
        sequence = {name: stored()[name] for name in ("steps", "units", "numbers", "marked", "sum")}
        return sequence | {"runs": {name: {key: stored()["runs"][name][key] for key in kept} for name in RUNS}}

    def gates(self):
        """The gates f, i, o, the candidate g and ∂c_t/∂x_t of the run, each (T, h)."""
        run, shape = stored()["runs"][self.run], (stored()["steps"], stored()["units"])
        return (np.array(run[name]).reshape(shape) / UNIT for name in ("f", "i", "o", "g", "cell"))

    def numbers(self):
        """c_t of the unit; from the end back, Π f_s over s > t, and slopes by the cells alone; Π f_s after ``at``."""
        f, i, o, g, cell = self.gates()
        c = np.zeros((len(f) + 1, f.shape[1]))
        for t in range(len(f)):
            c[t + 1] = f[t] * c[t] + i[t] * g[t]
        left = np.ones_like(f)  # Π f_s over s > t
        for t in range(len(f) - 1, 0, -1):
            left[t - 1] = left[t] * f[t]
        tanh = np.tanh(c[-1])
        out = np.array(stored()["runs"][self.run]["V"]) * o[-1] * (1 - tanh * tanh)
        u, t = self.unit - 1, self.at - 1
        direct = sum((out[k] * left[:, k] * cell[:, k] for k in range(f.shape[1])), np.zeros(len(f)))
        return {"c": c[1:, u], "left": left[::-1, u], "here": left[[t], u], "direct": direct[::-1]}

    def picture(self):
        """The answer's slope by each number, in all and by the cells alone, over the product of the forget gates."""
        from gdlib.plots import canvas, curve

        fig, (top, below) = canvas(2, 1, height=5, sharex=True)
        numbers, steps = self.numbers(), np.arange(1, stored()["steps"] + 1)
        curve(top, steps, next(iter(self.gates()))[:, self.unit - 1], "forget gate")
        curve(top, steps, numbers["left"][::-1], "product", label="product to the end", position=1)
        slope = np.array(stored()["runs"][self.run]["slope"]) / UNIT
        curve(below, steps, slope, "all", label="slope of the answer", position=2)
        curve(below, steps, numbers["direct"][::-1], "cells", label="by the cells alone", position=3)
        top.set(ylabel=f"unit {self.unit}", ylim=(-0.05, 1.05))
        below.set(xlabel="step $t$", ylabel="slope by $x_t$")
        top.legend(), below.legend()
        return fig
