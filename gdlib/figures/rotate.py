"""Chapter 11: turn a bowl, and see which methods notice: gradient descent against a step for each coordinate."""

from functools import partial

import numpy as np

from gdlib.descent import descend
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Count, Point, Slider
from gdlib.objectives import Function
from gdlib.rules import adagrad, adam, gd, rmsprop

RULES = {"adagrad": adagrad, "rmsprop": rmsprop, "adam": adam, "adam0": partial(adam, beta1=0)}
COSINES = np.cos(np.radians(np.arange(91)))  # shipped, since V8 and NumPy round a few of them differently


class Rotate(Face):
    """Gradient descent and a method with steps per coordinate, in a bowl with κ = 50: drag the bowl, and it turns."""

    figure, room = "rotate", (626, 871)
    alt = (
        "A long tilted bowl with two paths from one start: gradient descent zig-zags from wall to wall, AdaGrad jumps "
        "into the valley and then creeps along its floor."
    )
    method = Choice("adagrad", RULES)
    lr = Slider(2.0, -2, 1, 0.02, log=True)
    angle = Count(45, 0, 90)
    start = Point((-9.0, 1.5), (-9.5, -2.5), (9.5, 2.5))

    kappa, gd_lr, steps, target, every = 50.0, 0.039, 300, 0.01, 5

    def turned(self, angle):
        """The bowl turned by whole degrees (a number or an array of them), and the start, which turns with it."""
        c, s = COSINES[angle], COSINES[90 - np.asarray(angle)]
        a, b, d = c * c + self.kappa * s * s, (1 - self.kappa) * c * s, s * s + self.kappa * c * c
        u, v = self.start

        def slope(w):
            x, y = w
            return np.array([a * x + b * y, b * x + d * y])  # not a matrix product, whose sums no page can repeat

        bowl = Function(lambda w: 0.5 * (w * slope(w)).sum(axis=0), slope, dim=2)
        return bowl, np.array([c * u - s * v, s * u + c * v])

    @property
    def rules(self):
        """Both methods, with their learning rates."""
        return {"gd": gd(lr=self.gd_lr), self.method: RULES[self.method](lr=self.lr)}

    def trajectories(self):
        """Both runs, by the name of their method."""
        bowl, start = self.turned(self.angle)
        return {name: descend(bowl, start, rule, self.steps) for name, rule in self.rules.items()}

    def steps_needed(self):
        """For both methods, at each fifth degree: steps until the loss stays below 0.01, or 301 where it does not."""
        bowl, start = self.turned(np.arange(0, 91, self.every))
        losses = {name: descend(bowl, start, rule, self.steps).f for name, rule in self.rules.items()}
        made = np.arange(1, self.steps + 2)[:, None]
        return {name: np.where(f < self.target, 0, made).max(axis=0) for name, f in losses.items()}

    def data(self):
        """The bowl, cosines of whole degrees, gradient descent's η, the budget, the target, and powers of Adam's β₂."""
        fixed = {"kappa": self.kappa, "lr": self.gd_lr, "steps": self.steps, "target": self.target}
        return fixed | {"cos": COSINES.tolist(), "powers": [0.999**t for t in range(self.steps + 1)]}

    def numbers(self):
        """Both paths (steps + 1, 2), their losses, and the steps needed at each fifth degree."""
        runs = self.trajectories()
        found = {name: run.w for name, run in runs.items()} | {f"{name} loss": run.f for name, run in runs.items()}
        return found | {f"{name} turned": k for name, k in self.steps_needed().items()}

    def picture(self):
        """Both paths over the contours."""
        from gdlib.plots import paths

        bowl, _ = self.turned(self.angle)
        return paths(bowl, self.trajectories(), ((-12, 12), (-10, 10)), loss=False, equal=True)
