"""Chapter 8: momentum on an ill-conditioned bowl, its map of rates, and the eigenvalues that explain both."""

import numpy as np

from gdlib.descent import descend
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Point, Slider
from gdlib.objectives import Quadratic
from gdlib.rules import momentum, nesterov
from gdlib.theory import momentum_rate, nesterov_rate

RULES = {"momentum": (momentum, momentum_rate), "nesterov": (nesterov, nesterov_rate)}


class Momentum(Face):
    """Heavy ball and Nesterov on ½ wᵀH w: drag the start, or the point on the map of (η, β)."""

    figure, room = "momentum", (652, 735)
    alt = (
        "Contours of a long narrow bowl with the path of the heavy ball, which swings across it while it "
        "rolls towards the minimum."
    )
    lr = Slider(1.6, 0, 4, 0.01)
    beta = Slider(0.75, 0, 0.995, 0.005)
    method = Choice("momentum", RULES)
    start = Point((-2.0, 0.62), (-2.5, -1.05), (2.5, 1.05))

    lambdas, angle, steps = (0.05, 1.0), 0.16, 120

    @property
    def objective(self):
        """½ wᵀH w with curvatures λ, its flat axis turned by the angle."""
        c, s = np.cos(self.angle), np.sin(self.angle)
        Q = np.array([[c, -s], [s, c]])
        return Quadratic(Q @ np.diag(self.lambdas) @ Q.T)

    def trajectory(self):
        """What the reader sees, as a Trajectory of gdlib."""
        method, _ = RULES[self.method]
        return descend(self.objective, self.start, method(lr=self.lr, beta=self.beta), self.steps)

    def data(self):
        """Curvatures, angle and length of the run."""
        return {"lambdas": list(self.lambdas), "angle": self.angle, "steps": self.steps}

    def numbers(self):
        """The path (steps + 1, 2) and the rate per step."""
        _, rate = RULES[self.method]
        return {"path": self.trajectory().w, "rate": np.max(rate(self.lr, self.beta, self.lambdas))}

    def picture(self):
        """The path over the contours."""
        from gdlib.plots import paths

        return paths(
            self.objective, {self.method: self.trajectory()}, ((-2.5, 2.5), (-1.2, 1.2)), loss=False, equal=True
        )
