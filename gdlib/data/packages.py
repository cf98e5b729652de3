"""The two packages that carry the data, imported only when a loader is called.

Without them gdlib works, and a loader says in one sentence what to install.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import numpy as np


def sklearn_datasets() -> ModuleType:
    """scikit-learn's data sets."""
    return _loaded("sklearn.datasets", "scikit-learn")


def statsmodels_table(name: str) -> Any:
    """A statsmodels data set as one pandas table."""
    return _loaded(f"statsmodels.datasets.{name}.data", "statsmodels").load().data


def _loaded(module: str, package: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise ImportError(f"this data set ships inside {package}; install it with: pip install {package}") from None


def floats(values: Any) -> np.ndarray:
    """A fresh, contiguous float64 array."""
    return np.array(values, dtype=float, order="C")
