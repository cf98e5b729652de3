"""Objectives that are a mean over examples: f(w) = (1/n) Σ loss_i(w) + ½ λ ‖w‖², so that they can be sampled.

Each is a ``FiniteSum``: ``len(f)`` examples, ``f.on(rows)`` the same on some of them; ``Batches`` deals them out.
"""

from gdlib.empirical.batches import Batches
from gdlib.empirical.linear import LeastSquares, Logistic
from gdlib.empirical.nonlinear import NonlinearLeastSquares
from gdlib.empirical.risk import Network, Risk
from gdlib.empirical.rows import FiniteSum
from gdlib.empirical.softmax import Softmax

__all__ = ["Batches", "FiniteSum", "LeastSquares", "Logistic", "Network", "NonlinearLeastSquares", "Risk", "Softmax"]
