"""Chapter 6: the schedules in use, one at a time, with parameters that can be dragged and code that can be copied."""

import numpy as np

from gdlib import schedules as shapes
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Count, Slider

STEPS = 200
SHAPES = {
    "step_decay": lambda s: shapes.step_decay(s.factor, s.every),
    "exponential": lambda s: shapes.exponential(s.ratio),
    "inverse_time": lambda s: shapes.inverse_time(s.decay),
    "inverse_sqrt": lambda s: shapes.inverse_sqrt(),
    "polynomial": lambda s: shapes.polynomial(STEPS, s.power, s.end),
    "cosine": lambda s: shapes.cosine(STEPS, s.end),
    "cosine_restarts": lambda s: shapes.cosine_restarts(s.first, s.mult),
    "triangular": lambda s: shapes.triangular(s.up, shrink=s.shrink),
    "one_cycle": lambda s: shapes.one_cycle(STEPS, s.rise, s.start),
    "warmup": lambda s: shapes.warmup(s.warm).then(shapes.cosine(STEPS - s.warm, s.end), after=s.warm),
}


class Gallery(Face):
    """Ten schedules over 200 updates: drag the handles on the curve, read a rate, copy the code."""

    figure, room = "gallery", (655, 941)
    alt = (
        "A learning rate over 200 updates: it rises along a straight line for the first twenty and then falls along "
        "half a cosine wave to zero; a dashed line marks the constant rate that has the same area."
    )
    shape = Choice("warmup", SHAPES)
    lr = Slider(0.5, 0.05, 1, 0.01)
    every = Count(50, 5, 100)
    factor = Slider(0.5, 0.05, 0.95, 0.01)
    ratio = Slider(0.98, 0.95, 0.999, 0.0005)
    decay = Slider(0.05, 0.005, 0.5, 0.001)
    power = Slider(2.0, 0.5, 3, 0.05)
    end = Slider(0.0, 0, 0.9, 0.01)
    first = Count(25, 5, 100)
    mult = Count(2, 1, 3)
    rise = Slider(0.3, 0.05, 0.95, 0.005)
    start = Slider(0.04, 0.01, 0.5, 0.01)
    up = Count(25, 5, 100)
    shrink = Slider(0.5, 0.1, 1, 0.01)
    warm = Count(20, 2, 100)
    k = Count(60, 0, STEPS - 1)

    steps = STEPS

    @property
    def schedule(self):
        """What the reader sees, as a schedule for any rule of gdlib."""
        return self.lr * SHAPES[self.shape](self)

    def data(self):
        """The length of the run."""
        return {"steps": self.steps}

    def numbers(self):
        """The rates of all updates (steps,)."""
        return {"rates": self.schedule(np.arange(self.steps))}

    def picture(self):
        """The curve and the constant rate of the same area."""
        from gdlib.plots import canvas, look

        fig, ax = canvas()
        k, rates = np.arange(self.steps), self.numbers()["rates"]
        ax.fill_between(k, rates, alpha=0.15, color=look("momentum").color, linewidth=0)
        ax.plot(k, rates, label="rate", **look("momentum").line())
        ax.plot(k[[0, -1]], [rates.mean()] * 2, label="same area", **look("reference").theory())
        ax.set(ylim=(0, 1.08), xlabel="updates made $k$", ylabel="learning rate $\\eta_k$")
        ax.legend()
        return fig
