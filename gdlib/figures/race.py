"""Chapter 9: gradient descent, the heavy ball and Nesterov's method from one start, with one η and one β."""

from gdlib.descent import descend
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Point, Slider
from gdlib.objectives import Ravine, three_slopes
from gdlib.rules import gd, momentum, nesterov


class Race(Face):
    """Three methods on a ravine, or on Lessard's function, both with curvatures 1 to 25: drag the start."""

    figure, room = "race", (564, 892)
    alt = (
        "Three paths from one start into the same long narrow valley: gradient descent creeps, the heavy ball swings "
        "across it many times, Nesterov's method drops to its floor and glides along it."
    )
    on = Choice("ravine", ("ravine", "slopes"))
    lr = Slider(0.04, 0, 0.16, 0.001)
    beta = Slider(0.9, 0, 0.995, 0.005)
    start = Point((3.3, 0.9), (-3.2, -1.2), (3.4, 1.2))

    kappa, steps = 25.0, 100

    @property
    def objective(self):
        """½ (x² + 25 y²), or Lessard, Recht and Packard's function of x alone."""
        return Ravine(self.kappa) if self.on == "ravine" else three_slopes()

    def trajectories(self):
        """The three runs, by the name of their method."""
        rules = gd(lr=self.lr), momentum(lr=self.lr, beta=self.beta), nesterov(lr=self.lr, beta=self.beta)
        start = self.start if self.on == "ravine" else self.start[:1]
        return {rule.name: descend(self.objective, start, rule, self.steps) for rule in rules}

    def data(self):
        """The condition number of the ravine, and the length of the runs."""
        return {"kappa": self.kappa, "steps": self.steps}

    def numbers(self):
        """Each method's path (steps + 1, d) and its losses."""
        runs = self.trajectories()
        return {name: run.w for name, run in runs.items()} | {f"{name} loss": run.f for name, run in runs.items()}

    def picture(self):
        """The paths over the contours and the losses below; the losses alone where there is one coordinate."""
        from gdlib.plots import losses, paths

        if self.on == "slopes":
            return losses(self.trajectories())
        return paths(self.objective, self.trajectories(), ((-3.6, 3.6), (-1.45, 1.45)))
