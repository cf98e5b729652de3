"""The recurrent unit: its sigmoid is the sigmoid, its gradient autograd's, and its cliff stands where theory has it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gdlib as gl
from gdlib.objectives import RecurrentUnit
from gdlib.objectives.recurrence import sigma

EPS = np.finfo(float).eps


def test_sigma_is_the_sigmoid_to_the_last_digit():
    z = np.linspace(-50, 50, 20_001)
    np.testing.assert_allclose(sigma(z), (1 + np.tanh(z / 2)) / 2, rtol=0, atol=2 * EPS)  # each is off by 1 at most


@given(st.floats(allow_nan=False))
def test_sigma_of_z_and_of_minus_z_sum_to_one(z):
    assert sigma(z) + sigma(-z) == 1


def test_sigma_takes_everything_and_knows_what_is_no_number():
    assert sigma(np.inf) == 1
    assert sigma(-np.inf) == 0
    assert np.isnan(sigma(np.nan))


@pytest.mark.parametrize("p", [(6.0, -2.8), (5.0, -2.2), (3.0, -1.0), (-2.0, 1.0)])
def test_value_and_gradient_are_those_of_torch(p):
    torch = pytest.importorskip("torch")
    w = torch.tensor(p, dtype=torch.float64, requires_grad=True)
    x = torch.tensor(0.5, dtype=torch.float64)
    for _ in range(50):
        x = w[0] * torch.sigmoid(x) + w[1]
    E = (torch.sigmoid(x) - 0.7) ** 2
    E.backward()
    f = RecurrentUnit()
    # off the cliff fifty steps magnify a rounding error by a few thousand at most
    np.testing.assert_allclose(f(np.array(p)), E.item(), rtol=1e-11)
    np.testing.assert_allclose(f.grad(np.array(p)), w.grad.numpy(), rtol=1e-11)


@given(st.floats(3, 4.2), st.floats(-5, 0))
def test_the_gradient_is_the_slope(w, b):
    f, p, h = RecurrentUnit(), np.array([w, b]), 1e-6
    slopes = [(f(p + h * e) - f(p - h * e)) / (2 * h) for e in np.eye(2)]
    # left of the cliff third derivatives stay below 1e4: h² f''' is 1e-8; rounding ε f / h is less
    np.testing.assert_allclose(f.grad(p), slopes, rtol=1e-5, atol=1e-7)


def test_everything_broadcasts_over_a_batch_bit_for_bit():
    f, p = RecurrentUnit(), np.random.default_rng(0).uniform([[3], [-5]], [[8], [0]], (2, 40))
    for i in range(40):
        assert f(p)[i] == f(p[:, i])
        assert f.grad(p)[:, i].tolist() == f.grad(p[:, i]).tolist()


def test_on_the_cliff_the_gradient_is_that_of_a_geometric_series():
    f = RecurrentUnit()
    for w in (4.5, 5.0, 5.5):
        s = sigma(f.start)
        growth = w * s * (1 - s)  # the signal stands still there, and a disturbance grows by this factor a step
        size = 2 * (s - f.target) * s * (1 - s) * (growth**f.steps - 1) / (growth - 1)
        # rounding is magnified as much as anything else: by 1.3⁵⁰ ≈ 5e5, and its slope with it
        np.testing.assert_allclose(f.grad(np.array([w, f.start - w * s])), [size * s, size], rtol=1e-5)


@pytest.mark.parametrize("steps", [0, -1, 2.5, True])
def test_a_recurrence_has_a_whole_number_of_steps(steps):
    with pytest.raises(ValueError, match="RecurrentUnit runs for a whole number of steps, 1 or more; got"):
        RecurrentUnit(steps=steps)


def test_a_run_that_is_thrown_off_is_data():
    run = gl.descend(RecurrentUnit(), [6.5, -3.2], gl.gd(lr=0.5), 300)
    assert not run.diverged  # far away and flat, where nothing moves any more
    assert run.w[-1].min() > 1e4
    assert run.grad_norm[-1] == 0
