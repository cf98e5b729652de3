"""Chapter 2: a bowl, the path into it, and the factor 1 − ηλ of each direction that explains the path."""

import numpy as np

from gdlib.descent import descend
from gdlib.figures.face import Face
from gdlib.figures.traits import Point, Slider
from gdlib.objectives import Quadratic
from gdlib.rules import gd


class Bowl(Face):
    """Gradient descent on ½ (b x² + y²): drag the start, or the factor of either direction."""

    figure, room = "bowl", (585, 716)
    alt = (
        "Contours of a long bowl with the path of gradient descent, which jumps from wall to wall while it creeps "
        "along the valley towards the minimum."
    )
    lr = Slider(1.6, 0, 2.2, 0.01)
    b = Slider(0.1, 0.01, 1, 0.01)
    start = Point((-2.1, 0.7), (-2.4, -0.95), (2.4, 0.95))

    steps = 100

    @property
    def objective(self):
        """½ (b x² + y²)."""
        return Quadratic(np.diag([self.b, 1.0]))

    def trajectory(self):
        """What the reader sees, as a Trajectory of gdlib."""
        return descend(self.objective, self.start, gd(lr=self.lr), self.steps)

    def data(self):
        """The length of the run."""
        return {"steps": self.steps}

    def numbers(self):
        """The path (steps + 1, 2), the size of both errors along it, and the two factors, flat before steep."""
        w = self.trajectory().w
        return {"path": w, "error": np.abs(w), "factors": 1 - self.lr * np.array([self.b, 1.0])}

    def picture(self):
        """The path over the contours."""
        from gdlib.plots import paths

        return paths(self.objective, {"gd": self.trajectory()}, ((-2.5, 2.5), (-1.1, 1.1)), loss=False, equal=True)
