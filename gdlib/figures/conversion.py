"""Chapter 10: one library's momentum beside another's, with the same numbers, with converted ones, with one cut of η.

The conversions are those of the chapter's table, constant or renewed at each update.
"""

import numpy as np

from gdlib.descent import descend
from gdlib.figures.conventions import BALLS, scale, terms, told
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Point, Slider
from gdlib.objectives import Quadratic


class Conversion(Face):
    """Two conventions of momentum on ½ wᵀH w: drag the start, or the cut of η (update, power of ten)."""

    figure, room = "conversion", (855, 1056)
    alt = (
        "Contours of a bowl with two paths that begin as one, a broad one and a thin one within it. After a cut of the "
        "learning rate they part: one turns in to the minimum, the other sails on past it."
    )
    lr = Slider(0.1, -2, 0.3, 0.02, log=True)
    beta = Slider(0.9, 0, 0.98, 0.01)
    have = Choice("outside", BALLS)
    want = Choice("inside", BALLS)
    tell = Choice("once", ("same", "once", "each"))
    cut = Point((14.0, -1.0), (1.0, -1.5), (60.0, 0.0))
    start = Point((-2.1, 0.62), (-2.5, -1.0), (2.5, 1.0))

    lambdas, angle, steps = (0.12, 1.0), 0.16, 80

    @property
    def objective(self):
        """½ wᵀH w with curvatures λ, its flat axis turned by the angle."""
        c, s = np.cos(self.angle), np.sin(self.angle)
        Q = np.array([[c, -s], [s, c]])
        return Quadratic(Q @ np.diag(self.lambdas) @ Q.T)

    @property
    def rates(self):
        """η at each update: ``lr``, and from the cut on a share of it."""
        when, power = self.cut
        return self.lr * np.where(np.arange(self.steps) < when, 1.0, 10.0**power)

    @property
    def numbers_told(self):
        """What the other is told, rates and memories at each update."""
        if self.tell == "each":
            return told(self.want, *terms(self.have, self.rates, self.beta), self.beta)
        factor = scale(self.have, self.beta) / scale(self.want, self.beta) if self.tell == "once" else 1.0
        return self.rates * factor, np.full(self.steps, self.beta)

    def trajectory(self, kind=None, lr=None, beta=None):
        """The run of ``have``, as a Trajectory of gdlib; or that of any convention at given rates and memories."""
        kind = kind or self.have
        lr, beta = self.rates if lr is None else lr, np.full(self.steps, self.beta) if beta is None else beta
        more = {"d": self.beta} if kind == "dampened" else {}
        ball = BALLS[kind](lr=lambda k: lr[k], beta=lambda k: beta[k], **more)
        return descend(self.objective, self.start, ball, self.steps)

    def data(self):
        """The bowl and the length of the run."""
        return {"lambdas": list(self.lambdas), "angle": self.angle, "steps": self.steps}

    def numbers(self):
        """Both paths (steps + 1, 2), their losses, and what the second was told."""
        lr, beta = self.numbers_told
        have, want = self.trajectory(), self.trajectory(self.want, lr, beta)
        return {"have": have.w, "want": want.w, "have loss": have.f, "want loss": want.f, "lr": lr, "beta": beta}

    def picture(self):
        """Both paths over the contours."""
        from gdlib.plots import canvas, contours, path

        fig, ax = canvas()
        contours(ax, self.objective, ((-2.5, 2.5), (-1.25, 1.25)))
        numbers = self.numbers()
        path(ax, numbers["have"], "momentum", label=self.have, linewidth=5, alpha=0.4, marker="")
        path(ax, numbers["want"], "other", label=f"{self.want}, told {self.tell}", linewidth=1)
        ax.set_aspect("equal")
        fig.legend(loc="outside upper center", ncols=2)
        return fig
