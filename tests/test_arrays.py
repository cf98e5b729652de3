"""Coordinates come first, and everything else broadcasts."""

import numpy as np
import pytest

from gdlib.arrays import apply, dot, norm


@pytest.mark.parametrize("batch", [(), (4,), (4, 5)])
def test_each_operation_is_that_of_each_member(batch):
    rng = np.random.default_rng(0)
    a, b, A = rng.normal(size=(3, *batch)), rng.normal(size=(3, *batch)), rng.normal(size=(2, 3))
    for i in np.ndindex(*batch):
        at = (slice(None), *i)
        np.testing.assert_allclose(dot(a, b)[i], a[at] @ b[at], rtol=1e-14)
        np.testing.assert_allclose(norm(a)[i], np.linalg.norm(a[at]), rtol=1e-14)
        np.testing.assert_allclose(apply(A, a)[at], A @ a[at], rtol=1e-14)
