"""Chapter 18: what a forget bias leaves of an error on a cell's direct path, and what the path through h may add."""

import numpy as np

from gdlib.figures.face import Face
from gdlib.figures.traits import Count, Slider
from gdlib.theory import cell_at_rest, cell_half_life, cell_share

LONGEST, LOW, HIGH = 1000, -2.0, 8.0
STEPS = np.geomspace(1, LONGEST, 121).round(3)
BIASES = np.linspace(LOW, HIGH, 101).round(1)


class Gates(Face):
    """σ(b)^k against k, and σ(b)^T against b: drag the point on the curve, or where half is left."""

    figure, room = "gates", (480, 937)
    alt = (
        "Two curves. What the direct path leaves of an error falls from 1 to 0 within ten steps; after 64 steps next "
        "to nothing is left, a share of ten to the minus nine, and only with a bias near 4 a third. A dashed grey "
        "line, both paths together at rest, lies far above and passes 1 at a bias of 1.1."
    )
    bias = Slider(1.0, LOW, HIGH, 0.01)
    lag = Count(64, 2, LONGEST)

    def data(self):
        """The steps k of the left curve, and the biases of the right one."""
        return {"steps": STEPS.tolist(), "biases": BIASES.tolist()}

    def numbers(self):
        """Shares by steps and by biases, decades at rest by biases; share, half-life and decades at rest now."""
        now = [cell_share(self.bias, self.lag), cell_half_life(self.bias), cell_at_rest(self.bias, self.lag)]
        shares = {"share": cell_share(self.bias, STEPS), "after": cell_share(BIASES, self.lag)}
        return shares | {"rest": cell_at_rest(BIASES, self.lag), "now": now}

    def picture(self):
        """Both curves."""
        from gdlib.plots import canvas, curve, predicted

        fig, (left, right) = canvas(2, 1, height=5.6)
        numbers = self.numbers()
        curve(left, STEPS, numbers["share"], f"b = {self.bias:g}")
        left.set(xscale="log", xlabel="steps back $k$", ylabel="share left")
        curve(right, BIASES, numbers["after"], "direct path", label=f"direct path, {self.lag} steps")
        predicted(right, BIASES, 10 ** numbers["rest"], "rest", label="and through h, at rest", color="#7a828a")
        right.set(yscale="log", ylim=(1e-12, 100), xlabel="forget bias $b$", ylabel="share left")
        left.legend(), right.legend()
        return fig
