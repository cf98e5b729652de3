"""Certified problems of the NIST Statistical Reference Datasets: published numbers, with answers to eleven digits.

They are facts, so they stand here in full and need no package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from gdlib.data import models

DIGITS = 11  # as many as NIST certifies


class Certified(NamedTuple):
    """A regression with its answer: data x, y; NIST's two starts; certified parameters and residual sum of squares.

    ``model`` and ``jacobian`` are functions of (w, x), as ``NonlinearLeastSquares`` takes them.
    """

    x: np.ndarray
    y: np.ndarray
    starts: tuple[tuple[float, ...], ...]
    parameters: tuple[float, ...]
    rss: float
    model: Callable[[np.ndarray, np.ndarray], np.ndarray]
    jacobian: Callable[[np.ndarray, np.ndarray], list[np.ndarray]]

    def digits(self, w: np.ndarray) -> np.ndarray:
        """How many certified digits w (d, *batch) has, at its worst parameter: −log₁₀ max |w − b|/|b|, at most 11.

        NIST and its readers call this the LRE, the log relative error; below 0 nothing is right.

        >>> round(float(misra1a().digits(np.array([238.9, 5.5e-4]))), 2)
        3.55
        """
        b = np.reshape(self.parameters, (-1, *(1,) * (np.ndim(w) - 1)))
        with np.errstate(all="ignore"):
            wrong = np.max(np.abs(w - b) / np.abs(b), axis=0)
            return -np.log10(np.maximum(wrong, 10.0**-DIGITS))


def misra1a() -> Certified:
    """Misra 1978, dental research: y = b₁ (1 − exp(−b₂ x)), volume against pressure, 14 points.  NIST StRD, Misra1a.

    >>> problem = misra1a()
    >>> r = problem.model(problem.parameters, problem.x) - problem.y
    >>> float(r @ r) / problem.rss
    1.0000000
    """
    x = [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0]
    y = [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78]
    starts = ((500.0, 1e-4), (250.0, 5e-4))
    answer = ((2.3894212918e2, 5.5015643181e-4), 1.2455138894e-1)
    return Certified(np.array(x), np.array(y), starts, *answer, models.saturating, models.saturating_jacobian)


def chwirut2() -> Certified:
    """Chwirut 197?, ultrasonic calibration: y = exp(−b₁ x)/(b₂ + b₃ x), 54 points.  NIST StRD, Chwirut2.

    y is the ultrasonic response, x the distance of the metal.
    """
    x, y = np.array(CHWIRUT2).T
    starts = ((0.1, 0.01, 0.02), (0.15, 0.008, 0.01))
    answer = ((1.6657666537e-1, 5.1653291286e-3, 1.2150007096e-2), 5.1304802941e2)
    return Certified(x, y, starts, *answer, models.damped_hyperbola, models.damped_hyperbola_jacobian)


def lanczos3() -> Certified:
    """Lanczos 1956, three exponentials, y = Σ a exp(−k x), 24 made-up points of four or five digits.  NIST StRD.

    The parameters are a₁, k₁, a₂, k₂, a₃, k₃; the data were made with 0.0951, 1, 0.8607, 3, 1.5576, 5.
    """
    y = [2.5134, 2.0443, 1.6684, 1.3664, 1.1232, 0.9269, 0.7679, 0.6389, 0.5338, 0.4479, 0.3776, 0.3197]
    y += [0.2720, 0.2325, 0.1997, 0.1723, 0.1493, 0.1301, 0.1138, 0.1000, 0.0883, 0.0783, 0.0698, 0.0624]
    x = np.arange(24) / 20
    starts = ((1.2, 0.3, 5.6, 5.5, 6.5, 7.6), (0.5, 0.7, 3.6, 4.2, 4.0, 6.3))
    b = (8.6816414977e-2, 9.5498101505e-1, 8.4400777463e-1, 2.9515951832, 1.5825685901, 4.9863565084)
    functions = models.three_exponentials, models.three_exponentials_jacobian
    return Certified(x, np.array(y), starts, b, 1.6117193594e-8, *functions)


def mgh09() -> Certified:
    """Kowalik & Osborne 1978: y = b₁ (x² + b₂ x)/(x² + b₃ x + b₄), 11 points.  NIST StRD, MGH09.

    NIST adds that there is a local minimum infinitely far off, with a residual sum of squares of 0.00102734.
    """
    x = [4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625]
    y = [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246]
    starts = ((25.0, 39.0, 41.5, 39.0), (0.25, 0.39, 0.415, 0.39))
    b = (1.9280693458e-1, 1.9128232873e-1, 1.2305650693e-1, 1.3606233068e-1)
    return Certified(np.array(x), np.array(y), starts, b, 3.0750560385e-4, models.rational, models.rational_jacobian)


def eckerle4() -> Certified:
    """Eckerle 197?, circular interference: y = (b₁/b₂) exp(−½ ((x − b₃)/b₂)²), 35 points.  NIST StRD, Eckerle4.

    y is the transmittance, x the wavelength.
    """
    x = [400, 405, 410, 415, 420, 425, 430, 435, *np.arange(436.5, 465.5, 1.5), 470, 475, 480, 485, 490, 495, 500]
    y = [0.0001575, 0.0001699, 0.000235, 0.0003102, 0.0004917, 0.000871, 0.0017418, 0.00464, 0.0065895, 0.0097302]
    y += [0.0149002, 0.023731, 0.0401683, 0.0712559, 0.1264458, 0.2073413, 0.2902366, 0.3445623, 0.3698049]
    y += [0.3668534, 0.3106727, 0.2078154, 0.1164354, 0.0616764, 0.03372, 0.0194023, 0.0117831, 0.0074357]
    y += [0.0022732, 0.00088, 0.0004579, 0.0002345, 0.0001586, 0.0001143, 0.000071]
    starts = ((1.0, 10.0, 500.0), (1.5, 5.0, 450.0))
    answer = ((1.5543827178, 4.0888321754, 4.5154121844e2), 1.4635887487e-3)
    return Certified(np.array(x, dtype=float), np.array(y), starts, *answer, models.peak, models.peak_jacobian)


CHWIRUT2 = [  # (metal distance, ultrasonic response)
    *[(0.5, 92.9), (1.0, 57.1), (1.75, 31.05), (3.75, 11.5875), (5.75, 8.025), (0.875, 63.6), (2.25, 21.4)],
    *[(3.25, 14.25), (5.25, 8.475), (0.75, 63.8), (1.75, 26.8), (2.75, 16.4625), (4.75, 7.125), (0.625, 67.3)],
    *[(1.25, 41.0), (2.25, 21.15), (4.25, 8.175), (0.5, 81.5), (3.0, 13.12), (0.75, 59.9), (3.0, 14.62)],
    *[(1.5, 32.9), (6.0, 5.44), (3.0, 12.56), (6.0, 5.44), (1.5, 32.0), (3.0, 13.95), (0.5, 75.8), (2.0, 20.0)],
    *[(4.0, 10.42), (0.75, 59.5), (2.0, 21.67), (5.0, 8.55), (0.75, 62.0), (2.25, 20.2), (3.75, 7.76)],
    *[(5.75, 3.75), (3.0, 11.81), (0.75, 54.7), (2.5, 23.7), (4.0, 11.55), (0.75, 61.3), (2.5, 17.7), (4.0, 8.74)],
    *[(0.75, 59.2), (2.5, 16.3), (4.0, 8.62), (0.5, 81.0), (6.0, 4.87), (3.0, 14.62), (0.5, 81.7), (2.75, 17.17)],
    *[(0.5, 81.3), (1.75, 28.9)],
]
