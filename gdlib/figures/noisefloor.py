"""Chapter 4: SGD on a bowl, the cloud in which it ends, and the floor of its loss, both predicted.

Chance is shipped, not drawn: the same standard normal errors serve every rate, batch size and noise.
"""

import numpy as np

from gdlib.descent import descend
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Point, Slider
from gdlib.objectives import Function, Quadratic
from gdlib.rules import gd
from gdlib.theory import mean_square_path, minibatch_variance, sgd_floor


class NoiseFloor(Face):
    """SGD on ½ wᵀH w with B of n examples a step: drag the start, or the edge of the predicted cloud."""

    figure, room = "noisefloor", (668, 782)
    alt = (
        "Contours of a bowl with a noisy path that comes down from one side and then scribbles around the minimum, "
        "within the small ellipse that theory predicts."
    )
    lr = Slider(0.2, -1.7, 0.28, 0.02, log=True)
    batch = Choice(4, (1, 4, 16, 64, 256, 1024))
    sigma = Slider(1.0, 0, 2, 0.05)
    against = Choice("updates", ("updates", "examples"))
    start = Point((-2.1, 0.75), (-2.5, -1.0), (2.5, 1.0))

    lambdas, angle, steps, examples, seed = (0.25, 1.0), 0.22, 400, 1024, 4

    @property
    def axes(self):
        """The eigenvectors of H, one a column."""
        c, s = np.cos(self.angle), np.sin(self.angle)
        return np.array([[c, -s], [s, c]])

    @property
    def objective(self):
        """½ wᵀH w, the mean over all examples."""
        return Quadratic(self.axes @ np.diag(self.lambdas) @ self.axes.T)

    @property
    def variance(self):
        """What a batch drawn without replacement leaves of σ², in each direction."""
        return minibatch_variance(self.sigma**2, self.batch, self.examples)

    def draws(self):
        """Standard normal numbers (steps, 2), to three decimals, so that page and library have the same ones."""
        return np.random.default_rng(self.seed).standard_normal((self.steps, 2)).round(3)

    def trajectory(self):
        """What the reader sees, as a Trajectory of gdlib: each batch adds an error of its own to the gradient."""
        bowl, errors = self.objective, self.variance**0.5 * self.draws()
        batches = (Function(bowl, lambda w, e=e: bowl.grad(w) + e) for e in errors)
        return descend(bowl, self.start, gd(lr=self.lr), self.steps, batches=batches)

    def data(self):
        """The bowl, the number of examples, and the draws, flat."""
        bowl = {"lambdas": list(self.lambdas), "angle": self.angle}
        return bowl | {"steps": self.steps, "examples": self.examples, "draws": self.draws().ravel().tolist()}

    def numbers(self):
        """Path (steps + 1, 2), its losses; the expected loss at every step; E x² in the end along each eigenvector."""
        run, lam = self.trajectory(), np.array(self.lambdas)
        squares = mean_square_path(self.lr, lam, self.variance, self.axes.T @ self.start, self.steps)
        floor = sgd_floor(self.lr, lam, self.variance)
        return {"path": run.w, "loss": run.f, "expected": squares @ lam / 2, "floor": floor}

    def picture(self):
        """The path over the contours, and the ellipse that should hold 86 % of its end."""
        from gdlib.plots import canvas, contours, palette, path

        fig, ax = canvas()
        contours(ax, self.objective, ((-2.5, 2.5), (-1.25, 1.25)))
        path(ax, self.trajectory(), "mini-batch", label=f"SGD, B = {self.batch}", linewidth=0.8)
        turn, reach = np.linspace(0, 2 * np.pi, 121), 2 * self.numbers()["floor"] ** 0.5
        cloud = self.axes @ (reach[:, None] * [np.cos(turn), np.sin(turn)])
        ax.plot(*cloud, "--", label="predicted cloud", color=palette.INK, linewidth=1.6, zorder=4)
        ax.set_aspect("equal")
        fig.legend(loc="outside upper center", ncols=2)
        return fig
