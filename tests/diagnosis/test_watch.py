"""Watching a training: samples when they are due, with the update that followed, and divergence as a report."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from gdlib.diagnosis.probe import probe, watch  # noqa: E402
from tests.diagnosis.parts import classified, examples, he, mlp, remembered  # noqa: E402


def training(model, loss, steps, lr=0.05, after=lambda value: None, optimizer=torch.optim.SGD):
    optimizer = optimizer(model.parameters(), lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss(model)
        value.backward()
        optimizer.step()
        after(value)


def made(*args, **more):
    torch.manual_seed(0)
    return classified(mlp(*args, **more), *examples())


def test_every_so_many_steps_there_is_a_sample():
    model, loss = made(4, nn.ReLU, he)
    with watch(model, every=4) as seen:
        training(model, loss, 10)
    assert seen.steps == [0, 4, 8]
    assert seen.verdicts == ["healthy"] * 3
    assert seen.verdict == "healthy"
    assert str(seen).splitlines()[1].startswith("step 4: Healthy")


def test_a_sample_is_what_a_probe_of_that_step_finds():
    model, loss = made(4, nn.Tanh)
    answer = probe(model, loss, optimizer=torch.optim.SGD(model.parameters(), lr=0.05))
    seen = watch(model, every=100)
    training(model, loss, 1, after=seen)
    seen.close()
    for size in ("log_forward", "log_spread", "log_error", "log_weight", "log_update", "saturated"):
        assert getattr(seen.flows[0], size) == pytest.approx(getattr(answer.flow, size), abs=1e-6, nan_ok=True)
    assert seen.losses == [pytest.approx(answer.loss)]


def test_the_update_is_measured_with_and_without_being_told_that_the_step_is_over():
    updates = []
    for told in (True, False):
        model, loss = made(3, nn.Tanh)
        with watch(model, every=3) as seen:
            training(model, loss, 4, after=seen if told else lambda value: None)
        updates.append([flow.log_update.tolist() for flow in seen.flows])
    assert updates[0] == updates[1]


def test_a_rate_of_0_is_called_tiny_where_the_end_of_the_step_was_told():
    model, loss = made(3, nn.Tanh)
    with watch(model) as seen:
        training(model, loss, 1, lr=0.0, after=seen)
    assert seen.verdict == "tiny updates"


def test_gradients_that_are_summed_over_passes_are_no_tiny_updates():
    model, loss = made(3, nn.Tanh)
    with watch(model, every=4) as seen:
        for _ in range(4):
            loss(model).backward()
        torch.optim.SGD(model.parameters(), lr=0.05).step()
    assert seen.verdicts == ["healthy"]


def test_a_diverged_training_is_reported_and_not_raised():
    model, loss = made(5, nn.ReLU, he)
    with watch(model, every=1) as seen:
        training(model, loss, 30, lr=1e4)
    assert seen.verdicts[0] == "healthy" or seen.verdicts[0] == "huge updates"
    assert seen.verdict == "non-finite"


def zeroed(*layers):
    model, loss = made(4, nn.Tanh, nn.init.xavier_normal_)  # all biases are 0, and no gates
    for layer in layers:
        nn.init.zeros_(model[layer].weight)
    return model, loss


@pytest.mark.parametrize(("layers", "first"), [((6,), "healthy"), ((4,), "healthy"), ((4, 6), "vanishing")])
def test_weights_that_start_at_0_are_ill_where_no_update_moves_them(layers, first):
    model, loss = zeroed(*layers)
    with watch(model, every=1) as seen:
        training(model, loss, 5)
    assert seen.verdicts[0] == seen.verdict == first  # in between what has begun to open lets little through


def test_passes_without_training_do_not_count():
    model, loss = made(3, nn.Tanh)
    with watch(model, every=1) as seen:
        with torch.no_grad():
            loss(model)
        model.eval()
        loss(model)
        model.train()
        training(model, loss, 2)
    assert len(seen.steps) == 2
    assert not any(np.isnan(flow.log_error).any() for flow in seen.flows)  # measured in passes that have a way back


def test_two_passes_before_one_way_back_are_one_sample():
    model, loss = made(3, nn.Tanh)
    with watch(model, every=1) as seen:
        (loss(model) + loss(model)).backward()
    assert len(seen.flows) == 1
    assert seen.verdict == "healthy"


def test_a_pass_that_fails_leaves_no_hook_behind():
    model, _ = made(3, nn.Tanh)
    with pytest.raises(RuntimeError), watch(model):
        model(torch.zeros(3, 7))
    for module in model.modules():
        assert not module._forward_hooks
        assert not module._forward_pre_hooks
    assert not any(p._backward_hooks for p in model.parameters())


def test_nothing_seen_is_said():
    assert str(watch(mlp(2, nn.Tanh))) == "nothing seen yet"


def test_nothing_seen_of_a_model_in_eval_mode_is_explained():
    model, loss = made(2, nn.Tanh)
    with watch(model.eval()) as seen:
        training(model, loss, 3)
    assert str(seen) == "nothing seen yet: 3 passes ran in eval mode or without gradients; call model.train()"


def test_what_watch_says_of_a_recurrent_model_ends_with_what_it_does_not_look_at():
    torch.manual_seed(0)
    model, loss = remembered(nn.LSTM(3, 8), 10)
    with watch(model) as seen:
        training(model, loss, 1)
    assert str(seen).splitlines()[1:] == ["time is not watched; probe looks along it"]


@pytest.mark.parametrize("make", [lambda: nn.Linear(20, 10), lambda: mlp(3, nn.Tanh)], ids=["one layer", "three"])
def test_a_model_may_be_a_layer_itself_and_a_broken_pass_tells_its_own_error(make):
    torch.manual_seed(0)
    model, loss = classified(make(), *examples())
    with watch(model, every=2) as seen:
        with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
            model(torch.zeros(3, 7))
        training(model, loss, 5)
    assert seen.verdicts == ["healthy"] * 3
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in model.modules())
