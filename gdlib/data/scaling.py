"""What is done to a table before descent: standardise its columns, append a bias, and look at its condition number.

All three take and return (n, d) arrays and leave their input alone.
"""

from __future__ import annotations

import numpy as np


def standardise(X: np.ndarray) -> np.ndarray:
    """Each column less its mean, over its standard deviation (of the n values, not n − 1); a constant column becomes 0.

    >>> standardise([[1.0, 5.0], [3.0, 5.0]]).tolist()
    [[-1.0, 0.0], [1.0, 0.0]]
    """
    X = np.asarray(X, dtype=float)
    centred = X - X.mean(axis=0)
    spread = X.std(axis=0)
    # A constant column has a spread of rounding errors only.
    constant = spread <= 1e-12 * np.abs(X).max(axis=0)
    return np.where(constant, 0.0, centred / np.where(constant, 1.0, spread))


def with_bias(X: np.ndarray) -> np.ndarray:
    """X with a last column of ones, so that the last weight is the intercept.

    >>> with_bias([[2.0], [3.0]]).tolist()
    [[2.0, 1.0], [3.0, 1.0]]
    """
    X = np.asarray(X, dtype=float)
    return np.column_stack([X, np.ones(len(X))])


def condition_number(X: np.ndarray) -> float:
    """κ of XᵀX, the Hessian of least squares: the square of the largest singular value over the smallest that is not 0.

    Directions in which the data do not vary at all are left out: no descent moves along them.

    >>> condition_number([[3.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    9.0
    """
    s = np.linalg.svd(np.asarray(X, dtype=float), compute_uv=False)
    varied = s[s > s[0] * max(np.shape(X)) * np.finfo(float).eps]
    return float((varied[0] / varied[-1]) ** 2)
