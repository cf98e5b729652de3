"""Series: one number a year (or week), for averages that forget and for nets that should not.

Each comes as ``(years, values)``; ``standardise=True`` gives the values mean 0 and variance 1 and leaves the years.
"""

from __future__ import annotations

import numpy as np

from gdlib.data import scaling
from gdlib.data.packages import floats, statsmodels_table

Series = tuple[np.ndarray, np.ndarray]


def sunspots(standardise: bool = False) -> Series:
    """Yearly mean sunspot numbers 1700 … 2008, years (309,) and numbers (309,).  Shipped by statsmodels."""
    data = statsmodels_table("sunspots")
    return _series(data["YEAR"], data["SUNACTIVITY"], standardise)


def nile(standardise: bool = False) -> Series:
    """Yearly flow of the Nile at Aswan 1871 … 1970 in 10⁸ m³, years and flows (100,).  Shipped by statsmodels."""
    data = statsmodels_table("nile")
    return _series(data["year"], data["volume"], standardise)


def co2(standardise: bool = False) -> Series:
    """Weekly CO₂ at Mauna Loa, March 1958 … December 2001, in ppm; the 59 weeks without a value are left out.

    Times in years (2225,), such as 1958.24, and concentrations (2225,).  Keeling & Whorf; shipped by statsmodels.
    """
    data = statsmodels_table("co2").dropna()
    days = (data.index.day_of_year - 1) / np.where(data.index.is_leap_year, 366, 365)
    return _series(data.index.year + days, data["co2"], standardise)


def elnino(standardise: bool = False) -> Series:
    """Sea surface temperature off Peru 1950 … 2010 in °C, years (61,) and months (61, 12).  Shipped by statsmodels."""
    data = statsmodels_table("elnino")
    return _series(data["YEAR"], data.drop(columns="YEAR"), standardise)


def _series(years, values, standardise: bool) -> Series:
    values = floats(values)
    return floats(years), (scaling.standardise(values) if standardise else values)
