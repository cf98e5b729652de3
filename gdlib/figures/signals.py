"""Chapter 13: how large signals and errors are in each of fifty layers, for an activation and a gain."""

import numpy as np

from gdlib import nets
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Slider
from gdlib.theory import gain, signal_sizes

ACTIVATIONS = {"linear": nets.identity, "tanh": nets.tanh, "relu": nets.relu, "sigmoid": nets.sigmoid}


class Signals(Face):
    """Predicted sizes through fifty wide layers with weights of variance gain²/n: drag the end of either curve."""

    figure, room = "signals", (545, 558)
    alt = (
        "Root mean squares over fifty layers on a logarithmic axis: two straight lines that cross, the signal falling "
        "to the right and the error falling to the left, both to about ten to the minus eight."
    )
    activation = Choice("relu", ACTIVATIONS)
    gain = Slider(1.0, 0.5, 2, 0.01)

    depth, step, cells = 50, 0.125, 68  # of the page's midpoint rule: beyond 8.5 standard deviations all is rounding

    def sizes(self):
        """Mean squares in layers 0 … 50 as gdlib predicts them, from a signal of 1 and an error of 1."""
        return signal_sizes(ACTIVATIONS[self.activation], self.gain**2, self.depth + 1)

    def data(self):
        """The depth; positive nodes for means over a standard normal number, and their weights."""
        nodes = (np.arange(self.cells) + 0.5) * self.step
        weights = np.exp(-0.5 * nodes**2) * self.step / (2 * np.pi) ** 0.5
        return {"depth": self.depth, "nodes": nodes.tolist(), "weights": weights.tolist()}

    def numbers(self):
        """Root mean squares of the signal and of the error in each layer; the gain that keeps a signal of size 1."""
        forward, backward = np.sqrt(self.sizes())
        return {"forward": forward, "backward": backward, "keeps": gain(ACTIVATIONS[self.activation])}

    def picture(self):
        """Both sizes, dashed as predictions are."""
        from gdlib.plots import canvas, look

        fig, ax = canvas()
        for name, shape, label in (("forward", "flat", "signal, forward"), ("backward", "steep", "error, backward")):
            ax.plot(self.numbers()[name], **look(shape).line(label=label, linestyle="--"))
        ax.set(yscale="log", xlabel="layer", ylabel="predicted size (rms)")
        ax.legend()
        return fig
