"""Chapter 1: one step on a curve, the parabola that bounds it from above, and the fall that is promised by it."""

import numpy as np

from gdlib.descent import descend
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Slider
from gdlib.objectives import parabola, waves
from gdlib.rules import gd

CURVES = {"parabola": parabola(), "waves": waves()}
EDGE = 12.0  # of the picture, on both sides


class Step(Face):
    """A step of gradient descent on a curve, and its promise: drag the start or the landing, slide η."""

    figure, room = "step", (605, 730)
    alt = "A wavy curve with the track of gradient descent, which jumps over the deepest valley and settles in another."
    curve = Choice("waves", CURVES)
    start = Slider(10.0, -EDGE, EDGE, 0.01)
    lr = Slider(0.8, 0, 2, 0.01)

    checked = 4  # on the waves each step may make a difference ten times larger: ten would leave no digit to compare

    @property
    def objective(self):
        """The curve: x², or x cos(0.15 πx)."""
        return CURVES[self.curve]

    def trajectory(self, steps=10):
        """The steps that the reader sees, as a Trajectory of gdlib."""
        return descend(self.objective, self.start, gd(lr=self.lr), steps)

    def data(self):
        """The largest curvature L of each curve in the picture (by complex steps)."""
        x = np.linspace(-EDGE, EDGE, 24_001)[None]
        return {"L": {name: float(np.abs(f.grad(x + 1e-30j).imag).max() / 1e-30) for name, f in CURVES.items()}}

    def numbers(self):
        """The first iterates, their heights, and the height of the bound before and after the first step."""
        run, L = self.trajectory(self.checked), self.data()["L"][self.curve]
        slope, height = self.objective.grad(run.w[0])[0], run.f[0]
        bound = height - self.lr * (1 - self.lr * L / 2) * slope**2
        return {"path": run.w, "height": run.f, "bound": np.array([height, bound])}

    def picture(self):
        """The run over its curve."""
        from gdlib.plots import canvas, look

        fig, ax = canvas()
        x, run = np.linspace(-EDGE, EDGE, 400), self.trajectory()
        ax.plot(x, self.objective(x[None]), **look("reference").line())
        ax.plot(run.w[:, 0], run.f, **look("gd").both(linewidth=0.9))
        ax.set(xlabel="$x$", ylabel="$f(x)$", xlim=(-EDGE, EDGE))
        return fig
