"""What cannot be probed is refused in one sentence that names the thing and the remedy."""

import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from gdlib.diagnosis.probe import probe, watch  # noqa: E402
from tests.diagnosis.parts import examples, mlp  # noqa: E402

X, Y = examples()


def mean(m):
    return m(X).square().mean()


def with_nan():
    model = mlp(2, nn.Tanh)
    with torch.no_grad():
        model[2].bias[:3] = torch.nan
    return model


def with_nan_statistics():
    model = nn.Sequential(nn.Linear(20, 5), nn.BatchNorm1d(5)).eval()
    model[1].running_var[:2] = torch.nan
    return model


def frozen():
    return mlp(2, nn.Tanh).requires_grad_(False)


def no_units():
    with pytest.warns(UserWarning, match="zero-element"):  # torch draws its start from nothing
        return nn.Linear(5, 0), nn.Linear(0, 5)


class Locked(nn.Linear):
    def __deepcopy__(self, memo):
        raise RuntimeError("there is but one of me")


BAD = {
    "no module": (lambda: [1.0], mean, TypeError, "probe takes a torch.nn.Module; got list"),
    "no parameters": (nn.ReLU, mean, ValueError, "ReLU has no parameters, so nothing flows back through it"),
    "all frozen": (frozen, mean, ValueError, "Sequential has no parameters that require a gradient"),
    "NaN in a parameter": (
        with_nan,
        mean,
        ValueError,
        "parameter '2.bias' holds 3 NaN or infinite number(s) already; probe an earlier state",
    ),
    "NaN in the statistics of a norm": (
        with_nan_statistics,
        mean,
        ValueError,
        "buffer '1.running_var' holds 2 NaN or infinite number(s) already; probe an earlier state",
    ),
    "NaN in the data": (
        lambda: mlp(2, nn.Tanh),
        lambda m: m(X.clone().index_fill_(0, torch.tensor([0]), torch.nan)).mean(),
        ValueError,
        "the model's input holds 20 NaN or infinite number(s) already; mend the data first",
    ),
    "a loss for each example": (
        lambda: mlp(2, nn.Tanh),
        lambda m: m(X).square().mean(dim=1),
        ValueError,
        "loss_fn must return one number; got shape (64,): take its mean",
    ),
    "a float": (
        lambda: mlp(2, nn.Tanh),
        lambda m: mean(m).item(),
        TypeError,
        "loss_fn must return a torch tensor of one number; got float (leave out .item())",
    ),
    "a detached loss": (
        lambda: mlp(2, nn.Tanh),
        lambda m: mean(m).detach(),
        ValueError,
        "the loss does not depend on the model that loss_fn was handed",
    ),
    "input on another device": (
        lambda: mlp(2, nn.Tanh),
        lambda m: m(X.to("meta")).mean(),
        ValueError,
        "the model is on cpu and its input on meta; move one to the other",
    ),
    "a model without numbers": (
        lambda: mlp(2, nn.Tanh).to("meta"),
        mean,
        ValueError,
        "parameter '0.weight' is on the device meta and holds no numbers",
    ),
    "a width of 0": (
        lambda: nn.Sequential(nn.Linear(20, 5), *no_units(), nn.Linear(5, 1)),
        mean,
        ValueError,
        "parameter '1.weight' has shape (0, 5); give every layer a width of 1 or more",
    ),
    "no copy": (
        lambda: Locked(20, 10),
        mean,
        ValueError,
        "probe works on a copy, and Locked cannot be copied: there is but one of me",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_named(name):
    make, loss, error, message = BAD[name]
    with pytest.raises(error) as raised:
        probe(make(), loss)
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_a_loss_of_another_model_is_told_from_a_loss_of_this_one():
    other = mlp(2, nn.Tanh)
    with pytest.raises(ValueError, match="loss_fn called no layer of the model that it was handed"):
        probe(mlp(2, nn.Tanh), lambda m: mean(other))


def test_statistics_that_a_norm_in_training_does_not_read_may_hold_anything():
    assert probe(with_nan_statistics().train(), mean).verdict == "healthy"


def test_an_optimizer_of_another_model_is_refused():
    stranger = torch.optim.SGD(mlp(2, nn.Tanh).parameters(), lr=0.1)
    with pytest.raises(ValueError, match="this SGD moves no parameter of the model; give the model's own optimizer"):
        probe(mlp(2, nn.Tanh), mean, optimizer=stranger)


def test_a_loss_that_is_not_finite_is_reported_and_not_raised():
    answer = probe(mlp(2, nn.Tanh), lambda m: mean(m) * torch.inf)
    assert answer.verdict == "non-finite"
    assert answer.loss == float("inf")


def test_watch_refuses_what_probe_refuses_and_steps_below_1():
    with pytest.raises(ValueError, match="holds 3 NaN"):
        watch(with_nan())
    with pytest.raises(ValueError, match="every is the number of steps between two samples, at least 1; got 0"):
        watch(mlp(2, nn.Tanh), every=0)
    for every in ("10", 2.5):
        with pytest.raises(TypeError, match=f"every is a whole number of steps between two samples.*; got {every!r}"):
            watch(mlp(2, nn.Tanh), every=every)
