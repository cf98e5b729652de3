"""What a narrow precision loses is found again, and said to be lost."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402
from torch.nn.functional import cross_entropy  # noqa: E402

from gdlib.diagnosis.probe import probe, sizes  # noqa: E402
from tests.diagnosis.parts import classified, examples, mlp, normal  # noqa: E402


def test_an_error_below_float32_is_measured_in_float64_and_called_lost():
    torch.manual_seed(0)
    model, X = mlp(60, nn.Tanh, normal(0.01)), examples()
    narrow = probe(*classified(model, *X)).flow
    wide = probe(*classified(model.double(), X[0].double(), X[1])).flow
    assert narrow.lost.sum() > 5
    assert np.isfinite(narrow.log_error).all()
    assert narrow.log_error[0] < -50
    # The weights are the same numbers; only what float32 still held differs, subnormal numbers by some per cent.
    np.testing.assert_allclose(narrow.log_error[narrow.lost], wide.log_error[narrow.lost], atol=1e-3)
    assert not wide.lost.any()


def test_what_is_dead_is_not_called_lost():
    torch.manual_seed(0)
    model = mlp(4, nn.ReLU)
    with torch.no_grad():
        model[2].bias.fill_(-20)
    flow = probe(*classified(model, *examples())).flow
    assert not flow.lost.any()
    assert flow.error[0] == 0


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
@pytest.mark.parametrize("scale", [1e-7, 1e-4, 1.0, 1e4])
def test_a_size_is_that_of_the_numbers_whatever_their_precision(dtype, scale):
    x = torch.tensor([3.0, 4.0, 0.0]).mul(scale).to(dtype)
    exact = np.linalg.norm(x.double().numpy())
    assert sizes.decades(x) == pytest.approx(np.log10(exact), abs=1e-12)
    assert sizes.decades(x, mean=True) == pytest.approx(np.log10(exact / np.sqrt(3)), abs=1e-12)


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_squares_of_float64_neither_under_nor_overflow(scale):
    x = torch.tensor([3.0, -4.0], dtype=torch.float64) * scale
    assert sizes.decades(x) == pytest.approx(np.log10(5) + np.log10(scale), abs=1e-12)


def test_sparse_gradients_and_empty_tensors_have_sizes_too():
    sparse = torch.sparse_coo_tensor([[0, 0]], [1.5, 1.5], (4,), check_invariants=True)
    assert sizes.decades(sparse) == pytest.approx(np.log10(3))
    assert np.isnan(sizes.decades(torch.zeros(0)))
    assert sizes.decades(torch.zeros(3)) == -np.inf
    assert sizes.decades(torch.tensor([1.0, torch.inf])) == np.inf


def test_sizes_add_up_as_lengths_do():
    assert sizes.together([np.log10(3), np.log10(4)]) == pytest.approx(np.log10(5))
    assert sizes.together([-4000.0, -4000.0]) == pytest.approx(-4000 + np.log10(2) / 2)
    assert sizes.together([-np.inf, -np.inf]) == -np.inf
    assert np.isnan(sizes.together([]))


def test_a_sparse_embedding_is_a_layer_like_any_other():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Embedding(100, 16, sparse=True), nn.Linear(16, 100))
    X = torch.randint(0, 100, (64,))
    answer = probe(model, lambda m: cross_entropy(m(X), X))
    assert answer.verdict == "healthy"
    assert np.isfinite(answer.flow.log_weight).all()
