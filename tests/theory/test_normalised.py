"""What batch normalisation multiplies an error by: as a mean over drawn batches, and in a network of gdlib."""

import numpy as np
import pytest

from gdlib import theory
from gdlib.nets import MLP, batch_norm, he, relu


def test_for_large_batches_it_is_pi_over_pi_less_one():
    assert theory.batch_norm_growth(np.inf) == pytest.approx(np.pi / (np.pi - 1), abs=1e-15)
    # the first correction is of order 1/B
    assert theory.batch_norm_growth(1e9) == pytest.approx(np.pi / (np.pi - 1), abs=1e-8)


def test_a_smaller_batch_makes_errors_grow_faster():
    assert np.all(np.diff(theory.batch_norm_growth(np.arange(4, 2000))) < 0)


def one_layer(B, draws, rng):
    """‖δ_l‖² / ‖δ_(l+1)‖² per unit, from signals and errors as a wide normalised network holds them, drawn afresh."""
    C = np.eye(B) - 1 / B
    H = np.maximum(batch_norm.forward(C @ rng.normal(size=(B, draws)))[0], 0)
    Z = (H @ rng.normal(size=(draws, draws))) * (2 / draws) ** 0.5
    Zhat, scale = batch_norm.forward(Z)
    dZ = C @ rng.normal(size=(B, draws))  # errors behind a batch norm: no mean, and otherwise alike in all directions
    dS = (dZ @ rng.normal(size=(draws, draws))) * (2 / draws) ** 0.5 * (Zhat > 0)
    return (batch_norm.backward(Zhat, scale, dS) ** 2).sum() / (dZ**2).sum()


@pytest.mark.parametrize("B", [8, 16, 64])
def test_it_is_the_mean_over_drawn_batches(B):
    rng = np.random.default_rng(B)
    found = np.mean([one_layer(B, 600, rng) for _ in range(4)])
    # 1/variance of 8 examples has few moments: 4 × 600 units give 5 %, those of 64 examples 1 %
    assert found == pytest.approx(theory.batch_norm_growth(B), rel=0.1 if B < 64 else 0.03)


def test_a_network_grows_so_in_its_middle():
    net, rng = MLP((400,) * 12, relu, normalisation=batch_norm), np.random.default_rng(0)
    theta = net.init(he, rng)
    Z, tape = net.forward(theta, rng.normal(size=(64, 400)))
    _, signals = net.backward(theta, tape, rng.normal(size=Z.shape))
    sizes = [np.linalg.norm(signals.delta[l]) for l in (3, 10)]
    assert (sizes[0] / sizes[1]) ** (2 / 7) == pytest.approx(theory.batch_norm_growth(64), rel=0.05)


@pytest.mark.parametrize("B", [3, 1, [8, 2], np.nan])
def test_three_examples_have_no_mean_growth(B):
    with pytest.raises(ValueError, match="3 or fewer"):
        theory.batch_norm_growth(B)
