"""Chapter 15: gradient descent over Pascanu's cliff, once as it is and once with its gradients clipped."""

from gdlib.descent import descend
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Point, Slider
from gdlib.gradients import clip_norm, clip_value
from gdlib.objectives import RecurrentUnit
from gdlib.rules import chain, gd

CLIFF, STEPS = RecurrentUnit(), 120
CLIPS = {"norm": clip_norm, "value": clip_value}


class Cliff(Face):
    """Two runs on E(w, b) = (σ(x₅₀) − 0.7)²: drag the start, and the threshold in the record of the norms."""

    figure, room = "cliff", (727, 773)
    alt = (
        "A surface from above, cut by a straight cliff: high ground below it, low ground above it, lowest at the upper "
        "left. Two runs zigzag along the edge together; one leaves the picture in a straight line, the other stays low."
    )
    lr = Slider(0.2, 0.01, 0.5, 0.01)
    threshold = Slider(1.0, -2, 3, 0.05, log=True)
    by = Choice("norm", ("norm", "value"))
    start = Point((5.0, -2.2), (4.0, -3.6), (7.0, -1.6))

    def trajectory(self, clipped=True):
        """One of the two runs, as a Trajectory of gdlib."""
        rule = gd(lr=self.lr)
        return descend(CLIFF, self.start, chain(CLIPS[self.by](self.threshold), rule) if clipped else rule, STEPS)

    def data(self):
        """How long the runs are, and what the recurrence starts from and aims at."""
        return {"steps": STEPS, "unit": {"steps": CLIFF.steps, "target": CLIFF.target, "start": CLIFF.start}}

    def numbers(self):
        """Both paths, their losses, and the norms of their gradients before any clipping."""
        runs = {"gd": self.trajectory(clipped=False), "clipped": self.trajectory()}
        found = {name: run.w for name, run in runs.items()}
        found |= {f"{name} loss": run.f for name, run in runs.items()}
        return found | {f"{name} norm": run.grad_norm for name, run in runs.items()}

    def picture(self):
        """Both paths over the contours."""
        from gdlib.plots import canvas, contours, path

        fig, ax = canvas()
        contours(ax, CLIFF, ((4, 7), (-3.6, -1.6)))
        for position, clipped in enumerate((True, False)):
            path(ax, self.trajectory(clipped), "clipped" if clipped else "gd", position=1 - position)
        ax.set(xlabel="$w$", ylabel="$b$")
        fig.legend(loc="outside upper center", ncols=2)
        return fig
