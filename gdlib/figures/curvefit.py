"""Chapter 3: Misra's curve through its fourteen points, the trench of its loss, and three ways down from any place."""

from functools import cache

import numpy as np

from gdlib.data import misra1a
from gdlib.descent import descend
from gdlib.empirical import NonlinearLeastSquares
from gdlib.figures.face import Face
from gdlib.figures.traits import Count, Point
from gdlib.gradients import precondition
from gdlib.rules import chain, gd, momentum

PROBLEM = misra1a()
LOSS = NonlinearLeastSquares(PROBLEM.model, PROBLEM.jacobian, PROBLEM.x, PROBLEM.y)
UNITS = np.array(PROBLEM.starts[1])  # 250 and 0.0005: the chapter's own units
STEPS = {"gd": 640, "momentum": 640, "newton": 8}


@cache
def rules():
    """The three methods: steps of 1/L in own units, with β of exercise 3.2 for the heavy ball, and Gauss–Newton."""
    answer, to_units = np.array(PROBLEM.parameters), np.outer(UNITS, UNITS)
    H = np.array([LOSS.grad(answer + 1e-30j * e).imag / 1e-30 for e in np.eye(2)]) * to_units
    mu, L = np.linalg.eigvalsh(H)
    own, hyper = precondition(UNITS**-2), {"lr": float(1 / L), "beta": float((1 - (mu / L) ** 0.5) ** 2)}
    newton = chain(precondition(LOSS.gauss_newton), gd(lr=1.0))
    return {"gd": chain(own, gd(lr=hyper["lr"])), "momentum": chain(own, momentum(**hyper)), "newton": newton}


class CurveFit(Face):
    """NIST's Misra1a: drag the parameters over the contours, and see the fit and three ways down from there."""

    figure, room = "curvefit", (633, 1021)
    alt = (
        "Contours of a long slanting trench. Three paths lead from one start: gradient descent falls into the trench "
        "and creeps, the heavy ball swings along it to the minimum, and Gauss–Newton goes there almost directly."
    )
    start = Point((1.16, 1.04), (0.7, 0.8), (1.3, 1.45))
    gradients = Count(640, 1, 640)

    def trajectory(self, method="gd"):
        """The run of "gd", "momentum" or "newton" in raw parameters, as a Trajectory of gdlib."""
        return descend(LOSS, UNITS * self.start, rules()[method], STEPS[method])

    def data(self):
        """Data, units, the certified answer, and the learning rate and momentum that the page is to use."""
        certified = {"answer": list(PROBLEM.parameters), "rss": PROBLEM.rss}
        given = {"x": PROBLEM.x.tolist(), "y": PROBLEM.y.tolist(), "units": UNITS.tolist()}
        return given | certified | {"steps": STEPS, "hyper": dict(rules()["momentum"].hyper)}

    def numbers(self):
        """The three paths in own units, the fitted values and the residual sum of squares at the start."""
        w = UNITS * self.start
        paths = {method: self.trajectory(method).w / UNITS for method in STEPS}
        return paths | {"fitted": LOSS.model(w, PROBLEM.x), "rss": LOSS.rss(w)}

    def picture(self):
        """The three paths over the contours."""
        from gdlib.plots import canvas, contours, path

        fig, ax = canvas()
        box = tuple(zip(*self.controls()["start"].limits.values(), strict=True))
        contours(ax, lambda u: LOSS((u.T * UNITS).T), box)
        for position, (method, w) in enumerate(self.numbers().items()):
            if method in STEPS:
                path(ax, w, {"newton": "Gauss–Newton"}.get(method, method), position=position)
        ax.set(xlabel="$w_1 / 250$", ylabel="$w_2 / 0.0005$")
        fig.legend(loc="outside upper center", ncols=3)
        return fig
