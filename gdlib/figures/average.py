"""Chapter 7: an average that forgets, on eight years of the air over Mauna Loa: how late it is, and how quiet.

Trend and season are fitted once; what they leave of the data is the noise whose share the average keeps.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from gdlib.averages import ewma, half_life, mean_age, variance_factor, weights
from gdlib.data import co2
from gdlib.figures.face import Face
from gdlib.figures.traits import Choice, Count, Slider

FROM, WEEKS, MEASURED = 1994, 417, 261  # the last five of eight years are measured, when the start is forgotten
SEASONS = 3  # waves a year and their multiples


class Air(NamedTuple):
    """Time in years, CO₂ in ppm, its trend and what trend and season leave of it, each a number a week."""

    year: np.ndarray
    ppm: np.ndarray
    trend: np.ndarray
    noise: np.ndarray


@cache
def air() -> Air:
    """Weekly CO₂ from 1994 to 2001, with a parabola and three waves fitted by least squares."""
    year, ppm = (a[-WEEKS:] for a in co2())
    waves = [f(2 * np.pi * k * year) for k in range(1, SEASONS + 1) for f in (np.cos, np.sin)]
    columns = np.stack([(year - FROM) ** k for k in range(3)] + waves, axis=1)
    fitted = np.linalg.lstsq(columns, ppm, rcond=None)[0]
    return Air(year, ppm, columns[:, :3] @ fitted[:3], (ppm - columns @ fitted).round(2))


class Average(Face):
    """A weekly average with memory β: drag a week to see what it is made of, or the mean age of that."""

    figure, room = "average", (625, 829)
    alt = (
        "Weekly dots of CO₂ that swing with the seasons and rise over the years, and an average of them that "
        "swings less, and later, and lies a little below them."
    )
    beta = Slider(0.95, 0, 0.99, 0.005)
    week = Count(300, 1, WEEKS)
    mode = Choice("corrected", ("corrected", "raw"))

    def data(self):
        """Concentrations, their trend, noise and slope a week; where the years begin; how many weeks are measured."""
        year, ppm, trend, noise = air()
        slope = (trend[-1] - trend[-MEASURED]) / (MEASURED - 1)
        begins = [[int(np.argmax(year >= y)), str(y)] for y in range(FROM, FROM + 8)]
        made = {"ppm": ppm.tolist(), "trend": trend.round(2).tolist(), "noise": noise.tolist()}
        return made | {"slope": float(slope), "years": begins, "measured": MEASURED}

    def numbers(self):
        """The average in ppm, the weights of the chosen week by age, what theory says, and what was measured."""
        _, ppm, _, noise = air()
        corrected = self.mode == "corrected"
        mean, smooth = ewma(np.stack([ppm, noise], axis=1), self.beta, corrected).T
        given = weights(self.beta, self.week)
        share = 1 - self.beta**self.week if corrected else 1.0
        theory = [half_life(self.beta), mean_age(self.beta), variance_factor(self.beta)]
        left = np.var(smooth[-MEASURED:]) / np.var(noise[-MEASURED:])
        return {"mean": mean, "weights": given / share, "theory": theory, "measured": [trailing(ppm, mean), left]}

    def picture(self):
        """The data and their average."""
        from gdlib.plots import canvas, curve, look

        fig, ax = canvas()
        ax.plot(air().year, air().ppm, label="each week", **look("reference").dots(marker=".", markersize=3))
        curve(ax, air().year, self.numbers()["mean"], f"average, β = {self.beta:g}")
        ax.set(xlabel="year", ylabel="CO₂, ppm", ylim=(352, 376))
        fig.legend(loc="outside upper center", ncols=2)
        return fig


def trailing(ppm: np.ndarray, mean: np.ndarray) -> float:
    """By how many ppm the average lies below the data, over the measured weeks."""
    return float((ppm - mean)[-MEASURED:].mean())
