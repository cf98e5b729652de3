"""Chapter 16: four sizes in every layer of a small network that is to learn digits, sound or with one fault."""

from dataclasses import replace
from functools import cache

import numpy as np

from gdlib.diagnosis import VERDICTS, flow_of, report, thresholds
from gdlib.empirical import Risk
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Count, Slider
from gdlib.nets import MLP, cross_entropy, relu, sigmoid, tanh

WIDTH, CLASSES, BANK, EXAMPLES, SEED = 16, 10, 6, 16, 21
DEEP = 40  # sizes are told in decades above 1e-40; what is smaller, and 0, is at 0
ALIKE = 1e-3  # the share of the signal below which its spread is not told: far below it is rounding
PHI = {"tanh": tanh, "relu": relu, "sigmoid": sigmoid}
# activation, bias of the middle layer, factor of the inputs; the gain and the rate that the fault comes with
CASES = {
    "healthy": ("tanh", 0.0, 1.0, 1.0, 0.1),
    "blind": ("tanh", 0.0, 1.0, 0.58, 0.1),
    "sigmoid": ("sigmoid", 0.0, 1.0, 1.0, 0.1),
    "exploding": ("relu", 0.0, 1.0, 2.0, 0.1),
    "dead": ("relu", -30.0, 1.0, 1.41, 0.1),
    "far": ("tanh", 0.0, 10.0, 1.0, 0.1),
    "fast": ("tanh", 0.0, 1.0, 1.0, 100.0),
}


@cache
def drawn():
    """What travels with a page: 64 × 16 weights, six times 16 × 16, all N(0, 1) to two decimals; digits and labels."""
    from gdlib.data import digits

    rng, (pixels, labels) = np.random.default_rng(SEED), digits()
    rows = np.sort(rng.choice(len(labels), EXAMPLES, replace=False))
    normal = rng.standard_normal
    return normal((64, WIDTH)).round(2), normal((BANK, WIDTH, WIDTH)).round(2), pixels[rows], labels[rows].astype(int)


def weights(l, depth):
    """The draws of layer l: those of the bank with rows and columns turned, so that no two layers are the same."""
    first, bank, _, _ = drawn()
    W = first if l == 1 else np.roll(bank[l % BANK], (3 * l, 5 * l), axis=(0, 1))
    return W if l < depth else W[:, :CLASSES]


class Illness(Face):
    """A pass forward and back through up to 24 layers: drag the signal for the weights, the update for the rate."""

    figure, room = "illness", (638, 607)
    alt = (
        "Four small plots over twenty layers on logarithmic scales: signal, error, weight gradient and update ratio "
        "of a healthy network, all nearly level."
    )
    case = Choice("healthy", CASES)
    depth = Count(20, 2, 24)
    gain = Slider(1.0, 0.25, 2, 0.01)
    rate = Slider(0.1, -6, 3, 0.05, log=True)

    def data(self):
        """Draws, digits and labels, the cases, and where health ends."""
        first, bank, pixels, labels = drawn()
        limits = {name: value for name, value in vars(thresholds).items() if name.isupper()}
        lists = {"first": first, "bank": bank, "pixels": pixels.astype(int), "labels": labels}
        return {name: a.ravel().tolist() for name, a in lists.items()} | {
            "cases": CASES,
            "limits": limits,
            "verdicts": VERDICTS,
        }

    def risk(self):
        """The loss of the network on the sixteen digits, and θ."""
        name, bias, factor, *_ = CASES[self.case]
        net = MLP((64, *[WIDTH] * (self.depth - 1), CLASSES), PHI[name])
        theta = np.zeros(net.layout.size)
        P = net.layout.views(theta)
        for l in range(1, self.depth + 1):
            P[f"W{l}"][:] = self.gain * net.widths[l - 1] ** -0.5 * weights(l, self.depth)
        P[f"b{self.depth // 2}"][:] = bias
        _, _, pixels, labels = drawn()
        return Risk(net, factor * ((pixels - 5) / 6), labels, cross_entropy), theta

    def flow(self):
        """The flow with the ratio of one gradient step, η ‖∂L/∂W‖ / ‖W‖, which θ itself would round away where tiny."""
        f, theta = self.risk()
        flow, P = flow_of(f, theta), f.net.layout.views(theta)
        sizes = [np.log10(np.linalg.norm(P[name])) for name in flow.where]
        return replace(flow, log_update=np.log10(self.rate) + flow.log_weight - sizes)

    def numbers(self):
        """Decades of each size above 1e-40, the spread over the signal, the dead or saturated share; loss, verdict."""
        flow, (f, theta) = self.flow(), self.risk()
        sizes = {name: getattr(flow, f"log_{name}") for name in ("forward", "error", "weight", "update")}
        numbers = {name: np.maximum(a + DEEP, 0) for name, a in sizes.items()}
        with np.errstate(invalid="ignore"):
            numbers["alike"] = np.fmax(flow.spread / flow.forward, ALIKE)
        share = flow.dead if CASES[self.case][0] == "relu" else flow.saturated
        verdict = VERDICTS.index(report(flow).verdict)
        return numbers | {"share": share[:-1], "loss": np.array([f(theta)]), "verdict": np.array([float(verdict)])}

    def picture(self):
        """The four profiles."""
        from gdlib.plots import canvas, curve

        fig, axes = canvas(2, 2, height=5, sharex=True, sharey=True)
        numbers, layers = self.numbers(), np.arange(1, self.depth + 1)
        names = {"forward": "signal", "error": "error", "weight": "weight gradient", "update": "update ratio"}
        for position, (ax, (name, label)) in enumerate(zip(axes.flat, names.items(), strict=True)):
            curve(ax, layers, 10 ** (numbers[name] - DEEP), label, position=position)
            ax.set(yscale="log", ylabel=label)
        for ax in axes[1]:
            ax.set(xlabel="layer")
        return fig
