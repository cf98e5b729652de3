"""Chapter 12: an error that goes back through layers of random weights, one draw beside the rate that theory gives."""

from functools import cache

import numpy as np

from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Count, Slider
from gdlib.theory import lyapunov_exponents

N, DEPTH, SEED = 4, 40, 12


@cache
def draws():
    """Standard normal matrices (DEPTH, N, N), to five decimals, since they travel with the page."""
    return np.random.default_rng(SEED).standard_normal((DEPTH, N, N)).round(5)


class Products(Face):
    """δ ← s τ δ W through layers of 4 × 4 weights: drag the end of the prediction, which sets depth and weights."""

    figure, room = "products", (528, 541)
    alt = (
        "Bars on a logarithmic scale: the error shrinks by about the same factor at each of 30 layers, between the "
        "dashed lines of the typical rate and of the mean square."
    )
    std = Slider(1.0, 0.1, 2.4, 0.005)
    depth = Count(30, 1, DEPTH)
    slope = Choice(0.25, (1.0, 0.25))

    def data(self):
        """The draws, and the typical logarithm of one layer's factor at τ = s = 1."""
        return {"weights": draws().ravel().tolist(), "n": N, "gamma": float(lyapunov_exponents(N)[0])}

    def errors(self):
        """δ after 0, 1, … depth layers, shape (depth + 1, 4)."""
        delta = [np.full(N, N**-0.5)]
        for W in draws()[: self.depth]:
            delta.append(self.slope * self.std * delta[-1] @ W)
        return np.array(delta)

    def numbers(self):
        """log₁₀ of the sizes along the layers, and the rates per layer: typical, and of the mean square."""
        scale = self.slope * self.std
        typical = lyapunov_exponents(N, scale)[0]
        drawn = np.log10(np.linalg.norm(self.errors(), axis=1))
        return {"drawn": drawn, "rates": np.array([typical, np.log(N * scale**2) / 2])}

    def picture(self):
        """The draw and both predictions."""
        from gdlib.plots import canvas, curve, predicted

        fig, ax = canvas()
        numbers, layers = self.numbers(), np.arange(self.depth + 1)
        curve(ax, layers, 10 ** numbers["drawn"], "this draw")
        for position, (name, rate) in enumerate(zip(("typical", "mean square"), numbers["rates"], strict=True), 1):
            predicted(ax, layers, np.exp(rate * layers), name, label=name, position=position)
        ax.set(yscale="log", xlabel="layers back from the loss", ylabel="size of the error")
        ax.legend()
        return fig
