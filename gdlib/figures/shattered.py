"""Chapter 14: the slope dy/dx of one deep ReLU network along its input, for a depth and a strength of its branches."""

from functools import cache

import numpy as np

from gdlib.figures.face import Face
from gdlib.figures.traits import Count, Slider
from gdlib.nets import MLP, relu
from gdlib.theory import autocorrelation, slope_correlation

WIDTH, DEPTH, POINTS, LAG, SEED = 26, 32, 128, 8, 2  # of twelve draws one that is like the mean over networks
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
BRANCHES = np.linspace(0, 1, 21)


@cache
def drawn():
    """Normal numbers on 64 levels, one letter each, as they travel with the page; and the unit of the levels."""
    count = 3 * WIDTH + (DEPTH - 1) * (WIDTH + 1) * WIDTH
    z = np.random.default_rng(SEED).standard_normal(count)
    levels = np.clip(np.floor(12 * z) + 32, 0, 63).astype(int)
    return levels, float(np.mean((levels - 31.5) ** 2) ** -0.5)


@cache
def expected():
    """How alike dy/dx is a quarter apart in infinitely wide networks, in per cent: a row for each branch (21, 32)."""
    x = Shattered.points[:, 0]
    nets = ((float(np.sqrt(1 - b * b)), float(b)) for b in BRANCHES)
    return np.array([100 * slope_correlation(x, LAG, DEPTH, residual=net) for net in nets]).round().astype(int)


class Shattered(Face):
    """z ← √(1 − b²) z + b (φ(z) W + bias), and what it does to dy/dx: drag the point on the map of depth and b."""

    figure, room = "shattered", (542, 657)
    alt = (
        "The slope of a network of 32 layers against its input: it jumps up and down at random between minus three and "
        "three times its root mean square, and looks like noise."
    )
    depth = Count(DEPTH, 1, DEPTH)
    branch = Slider(1.0, 0, 1, 0.01)

    points = (-2 + 4 * (np.arange(POINTS) + 0.5) / POINTS)[:, None]

    def network(self):
        """The network of gdlib in this state, and its parameters: all biases drawn as the weights of the input are."""
        skips = {"residual": (float(np.sqrt(1 - self.branch**2)), self.branch)} if self.depth > 1 else {}
        net = MLP((1, *[WIDTH] * self.depth, 1), relu, **skips)
        levels, unit = drawn()
        z, he = (levels - 31.5) * unit, np.sqrt(2 / WIDTH)
        theta = np.zeros(net.layout.size)
        P = net.layout.views(theta)
        P["W1"][:], P["b1"][:], last = z[None, :WIDTH], z[WIDTH : 2 * WIDTH], z[2 * WIDTH : 3 * WIDTH, None]
        for l, layer in enumerate(z[3 * WIDTH :].reshape(DEPTH - 1, WIDTH + 1, WIDTH)[: self.depth - 1], start=2):
            P[f"W{l}"][:], P[f"b{l}"][:] = he * layer[:-1], layer[-1]
        P[f"W{self.depth + 1}"][:] = he * last
        return net, theta

    def data(self):
        """The draws as letters, their unit, the sizes; and what theory expects on the map."""
        levels, unit = drawn()
        sizes = {"width": WIDTH, "deepest": DEPTH, "points": POINTS, "lag": LAG}
        return sizes | {"letters": "".join(LETTERS[k] for k in levels), "unit": unit, "map": expected().tolist()}

    def numbers(self):
        """dy/dx, its rms before its values at the points, by back-propagation; its autocorrelation at lags 0 and ¼."""
        net, theta = self.network()
        Z, tape = net.forward(theta, self.points)
        slope = net.backward(theta, tape, np.ones_like(Z))[1].delta[0][:, 0]
        return {
            "slope": np.append(np.sqrt(np.mean(slope**2)), slope),
            "alike": np.array([autocorrelation(slope, lag) for lag in (0, LAG)]),
        }

    def picture(self):
        """The slope against the input."""
        from gdlib.plots import canvas, curve

        fig, ax = canvas()
        size, *slope = self.numbers()["slope"]
        curve(ax, self.points[:, 0], np.array(slope) / size, "gd", marker="")
        ax.set(xlabel="input $x$", ylabel="slope $dy/dx$ (its rms is 1)")
        return fig
