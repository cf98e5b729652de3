"""Tables: rows are examples, columns are features, and y is what is to be predicted.

Column order and units are those of the package that ships the data.
"""

from __future__ import annotations

import numpy as np

from gdlib.data import scaling
from gdlib.data.packages import floats, sklearn_datasets, statsmodels_table

Data = tuple[np.ndarray, np.ndarray]


def digits(standardise: bool = False) -> Data:
    """1,797 handwritten digits, X (1797, 64) of 8 × 8 grey values 0 … 16, y the digit 0 … 9.

    Alpaydin & Kaynak 1998, the test part of UCI's optical recognition of handwritten digits; shipped by scikit-learn.
    """
    X, y = sklearn_datasets().load_digits(return_X_y=True)
    return _table(X, y, standardise)


def diabetes(standardise: bool = False) -> Data:
    """442 patients, X (442, 10) of age, sex, body mass index, blood pressure and six serum values, in their own units.

    y is a measure of the disease's progress a year later, 25 … 346.  Efron et al. 2004; shipped by scikit-learn.
    """
    X, y = sklearn_datasets().load_diabetes(return_X_y=True, scaled=False)
    return _table(X, y, standardise)


def cancer(standardise: bool = False) -> Data:
    """569 tumours, X (569, 30) of measures of cell nuclei, y = +1 benign (357), −1 malignant (212).

    Street, Wolberg & Mangasarian 1993, Wisconsin diagnostic; shipped by scikit-learn.
    """
    X, y = sklearn_datasets().load_breast_cancer(return_X_y=True)
    return _table(X, 2 * y - 1, standardise)


def moons(n: int = 300, noise: float = 0.2, seed: int = 3, standardise: bool = False) -> Data:
    """Two interleaved half-circles, X (n, 2), y = 0 or 1 (write 2 * y - 1 for ``Logistic``); by scikit-learn.

    The defaults are the data of Ng's comparison of optimisers (Deep Learning specialisation, course 2, week 2).
    ``seed`` goes to NumPy's legacy generator, which alone gives the same points to the digit.
    """
    X, y = sklearn_datasets().make_moons(n, noise=noise, random_state=seed)
    return _table(X, y, standardise)


def longley(standardise: bool = False) -> Data:
    """16 years of the US economy, X (16, 6), y total employment: the classic of hopeless conditioning.

    Columns: price deflator, GNP, unemployed, armed forces, population, year.  Longley 1967; shipped by statsmodels, and
    NIST certifies the coefficients of its regression.
    """
    data = statsmodels_table("longley")
    return _table(data[["GNPDEFL", "GNP", "UNEMP", "ARMED", "POP", "YEAR"]], data["TOTEMP"], standardise)


def _table(X, y, standardise: bool) -> Data:
    X = floats(X)
    return (scaling.standardise(X) if standardise else X), floats(y)
