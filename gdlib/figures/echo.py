"""Chapter 17: what is left of an error that goes back through time, and how far the eigenvalues of W mislead."""

from functools import cache

import numpy as np

from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Point, Slider
from gdlib.nets import RNN, memory, tanh
from gdlib.theory import power_sizes

STEPS, SEED = 60, 17


@cache
def inputs():
    """What two tanh units hear, N(0, ¼), (STEPS, 2), to four decimals, since it travels with the page."""
    return np.random.default_rng(SEED).normal(0, 0.5, (STEPS, 2)).round(4)


class Echo(Face):
    """‖∂h_T/∂h_t‖ of a network of two units against the lag T − t: drag an eigenvalue of W, and its first step."""

    figure, room = "echo", (526, 934)
    alt = (
        "The size of an error against the lag, on a logarithmic scale: it first rises to 19 at lag 9, then falls, in "
        "the end parallel to the dashed line of 0.9 to the power of the lag. A grey dashed line, the bound by the "
        "largest singular value, leaves the plot upwards at once."
    )
    eigenvalue = Point((0.9, 0.0), (-1.25, 0.0), (1.25, 1.25))
    gap = Slider(5.0, 0, 6, 0.01)
    units = Choice("linear", ("linear", "tanh"))

    def weights(self):
        """W (2, 2) with eigenvalues x ± iy and σ_max − σ_min = gap, which is 0 for a normal matrix alone."""
        x, y = self.eigenvalue
        up = (self.gap + (self.gap**2 + 4 * y**2) ** 0.5) / 2
        return np.array([[x, up], [-(y**2) / up if up else 0.0, x]])

    def data(self):
        """The number of steps, and the inputs, one step after another."""
        return {"steps": STEPS, "inputs": inputs().ravel().tolist()}

    def numbers(self):
        """‖∂h_T/∂h_t‖₂ for T − t = 0 … STEPS, (STEPS + 1,), and the singular values of W."""
        W = self.weights()
        if self.units == "linear":
            log = power_sizes(W, STEPS)
        else:
            net = RNN((2, 2, 1), tanh)
            theta = np.zeros(net.layout.size)
            views = net.layout.views(theta)
            views["U"][:], views["W"][:] = np.eye(2), W
            log = memory(net, theta, inputs())[::-1]
        return {"left": 10.0**log, "singular": np.linalg.svd(W, compute_uv=False)}

    def picture(self):
        """The size of the error, the power of |λ|, and the power of the largest singular value."""
        from gdlib.plots import canvas, curve, predicted

        fig, ax = canvas()
        numbers, lags = self.numbers(), np.arange(STEPS + 1)
        with np.errstate(divide="ignore"):
            curve(ax, lags, numbers["left"], "error")
        rate, first = np.hypot(*self.eigenvalue), numbers["singular"][0]
        predicted(ax, lags, rate**lags, "power", label="power of the eigenvalue", position=1)
        predicted(ax, lags, first**lags, "bound", label="power of the norm", color="#7a828a")
        ax.set(yscale="log", ylim=(1e-6, 1e4), xlabel="lag $T - t$", ylabel="size of the error")
        ax.legend()
        return fig
