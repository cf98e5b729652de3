"""Real data for the chapters, as shipped inside pip packages: nothing is ever downloaded.

Each loader returns ``(X, y)`` as float64 arrays, and the same again on the same call; ``standardise=True`` scales X.
"""

from gdlib.data.nist import chwirut2, eckerle4, lanczos3, mgh09, misra1a
from gdlib.data.scaling import condition_number, standardise, with_bias
from gdlib.data.series import co2, elnino, nile, sunspots
from gdlib.data.tables import cancer, diabetes, digits, longley, moons

__all__ = [
    "cancer",
    "chwirut2",
    "co2",
    "condition_number",
    "diabetes",
    "digits",
    "eckerle4",
    "elnino",
    "lanczos3",
    "longley",
    "mgh09",
    "misra1a",
    "moons",
    "nile",
    "standardise",
    "sunspots",
    "with_bias",
]
