"""The backward pass of a probe writes into the copy alone, whatever else the loss reaches."""

import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy  # noqa: E402

from gdlib.diagnosis.probe import probe  # noqa: E402
from tests.diagnosis.parts import examples, mlp  # noqa: E402


def grads(*tensors):
    return [None if t.grad is None else (id(t.grad), t.grad.clone()) for t in tensors]


def same(a, b):
    return all(x is y is None or (x[0] == y[0] and torch.equal(x[1], y[1])) for x, y in zip(a, b, strict=True))


def penalised():
    """A penalty on the parameters of the model outside, beside the loss of the copy."""
    (X, Y), m = examples(), nn.Sequential(nn.Linear(20, 10))
    return m, lambda c: cross_entropy(c(X), Y) + 1e-3 * sum(p.pow(2).sum() for p in m.parameters()), [*m.parameters()]


def distilled():
    """A loss that calls the model outside as well."""
    (X, Y), m = examples(), mlp(3, nn.Tanh)
    return m, lambda c: cross_entropy(c(X) + m(X), Y), [*m.parameters()]


def adversarial():
    """A generator, whose loss goes through a discriminator."""
    z, G, D = torch.randn(64, 5), mlp(3, nn.ReLU, d=5, out=20), mlp(3, nn.ReLU, out=1)
    return G, lambda g: binary_cross_entropy_with_logits(D(g(z)), torch.ones(64, 1)), [*D.parameters()]


def with_inputs():
    """Inputs that require a gradient themselves."""
    (X, Y), m = examples(), mlp(3, nn.Tanh)
    return m, lambda c: cross_entropy(c(X.requires_grad_()), Y), [X]


CASES = {"a penalty": penalised, "the model itself": distilled, "a GAN": adversarial, "the inputs": with_inputs}


@pytest.mark.parametrize("earlier", [False, True], ids=["none before", "some before"])
@pytest.mark.parametrize("name", CASES)
def test_gradients_outside_the_copy_stay_as_they_were(name, earlier):
    torch.manual_seed(0)
    model, loss, outside = CASES[name]()
    if earlier:
        loss(model).backward()
    held = grads(*outside)
    assert probe(model, loss).verdict == "healthy"
    assert same(grads(*outside), held)
    assert all((grad is not None) == earlier for grad in held)


def test_the_look_at_weights_that_open_writes_nothing_outside_either():
    torch.manual_seed(0)
    model, loss, outside = adversarial()
    nn.init.zeros_(model[-1].weight)
    assert probe(model, loss).flow.closed.any()
    assert same(grads(*outside), [None] * len(outside))


def test_hooks_on_gradients_outside_the_copy_do_not_run_and_stay():
    torch.manual_seed(0)
    model, loss, outside = adversarial()
    met = []
    outside[0].register_hook(lambda g: met.append("on its way"))
    outside[0].register_post_accumulate_grad_hook(lambda p: met.append("arrived"))
    probe(model, loss)
    assert met == []
    loss(model).backward()
    assert met == ["on its way", "arrived"]


def test_a_loss_of_another_model_is_refused_before_anything_flows_back():
    m, (X, Y) = mlp(2, nn.Tanh), examples()
    with pytest.raises(ValueError, match="loss_fn called no layer of the model that it was handed"):
        probe(m, lambda c: cross_entropy(m(X), Y))
    assert all(p.grad is None for p in m.parameters())
