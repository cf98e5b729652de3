"""Chapter 5: a schedule drawn by its knees, and the mean square error that it leaves, beside three known schedules."""

import numpy as np

from gdlib.figures.face import Face
from gdlib.figures.traits import Point, Slider
from gdlib.schedules import Schedule, constant, cosine, inverse_time
from gdlib.theory import mean_square_path

STEPS, END = 2000, float(np.log10(2000))


class Decay(Face):
    """SGD on one curvature: drag the knees of η (powers of ten of time and rate), and see E x² at every update."""

    figure, room = "decay", (699, 734)
    alt = (
        "Above, a learning rate that falls in two drops over 2000 updates, on logarithmic axes; below, the expected "
        "squared error, which follows the drops down and ends between those of a constant rate and of 1 over t."
    )
    log_times = Point((1.9, 2.05, 2.9, 3.02), (0.02,) * 4, (3.28,) * 4)
    log_rates = Point((-0.7, -0.7, -1.7, -1.7, -2.7, -2.7), (-6.0,) * 6, (0.15,) * 6)
    sigma = Slider(1.0, 0, 2, 0.05)

    curvature, steps = 2.0, STEPS

    @property
    def schedule(self):
        """The schedule as it is drawn, for any rule of gdlib: straight between its knees on logarithmic axes."""
        knees = [0.0, *sorted(self.log_times), END]
        at = np.round(np.log10(np.arange(1, self.steps + 1)), 9)  # as the page: the same abscissae to the last bit
        rates = 10 ** np.interp(at, knees, self.log_rates)
        return Schedule("drawn", lambda k: rates[min(k, self.steps - 1)])

    @property
    def known(self):
        """The schedules that it is compared with."""
        return {
            "constant": 0.1 * constant(),
            "inverse": 1 / self.curvature * inverse_time(1),
            "cosine": 0.1 * cosine(self.steps),
        }

    def mean_square(self, schedule, sigma=None):
        """E x_k² for k = 0 … steps under a schedule, from x = 1."""
        sigma = self.sigma if sigma is None else sigma
        return mean_square_path(schedule, [self.curvature], sigma**2, [1.0], self.steps)[:, 0]

    def data(self):
        """The curvature and the length of the run."""
        return {"lambda": self.curvature, "steps": self.steps}

    def numbers(self):
        """The rates (steps,), E x² (steps + 1,) with and without noise, and that of the known schedules."""
        mine = self.schedule
        errors = {"mean_square": self.mean_square(mine), "calm": self.mean_square(mine, 0.0)}
        rates = mine(np.arange(self.steps))
        return {"rates": rates} | errors | {name: self.mean_square(s) for name, s in self.known.items()}

    def picture(self):
        """The rates above, the errors below."""
        from gdlib.plots import canvas, look

        fig, (above, below) = canvas(2, 1, height=5.2, sharex=True)
        t = np.unique(np.geomspace(1, self.steps, 200).round().astype(int))
        looks = {"constant": "gd", "inverse": "nesterov", "cosine": "adam", "yours": "momentum"}
        for name, schedule in (self.known | {"yours": self.schedule}).items():
            style = look(looks[name]).line(label="1/(λt)" if name == "inverse" else name)
            above.plot(t, schedule(t - 1), **style)
            below.plot(t, self.mean_square(schedule)[t], **style)
        above.set(xscale="log", yscale="log", ylim=(1e-5, 1.5), ylabel="rate $\\eta$")
        below.set(yscale="log", ylim=(1e-5, 10), xlabel="update $t$", ylabel="E $x_t^2$")
        below.legend(ncols=2)
        return fig
