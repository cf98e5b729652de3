"""A rule is declared by its signature; a mistake in it is named in one sentence."""

import numpy as np
import pytest

import gdlib as gl
from gdlib.gradients import clip_norm
from gdlib.objectives import Ravine
from gdlib.schedules import cosine

F, START = Ravine(5), [1.0, 1.0]


def test_the_signature_is_the_declaration():
    rule = gl.adam(lr=0.1)
    assert rule.takes == ("grad", "t")
    assert rule.state == {"m": 0.0, "s": 0.0}
    assert rule.hyper == {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}


def test_a_rule_shows_as_what_one_types():
    assert repr(gl.momentum(lr=0.05)) == "momentum(lr=0.05, beta=0.9)"
    assert repr(gl.momentum(lr=np.zeros((200, 1)))) == "momentum(lr=<200×1>, beta=0.9)"
    assert repr(gl.gd(lr=0.5 * cosine(1000))) == "gd(lr=0.5·cosine(1000))"
    assert repr(gl.chain(clip_norm(1.0), gl.gd(lr=0.1))).startswith("chain(clip_norm(1")


def test_a_schedule_is_asked_for_the_updates_made_so_far():
    asked = []

    def rate(k):
        asked.append(k)
        return 0.1

    gl.descend(F, START, gl.gd(lr=rate), steps=3)
    assert asked == [0, 1, 2]


def test_a_schedule_is_the_runs_with_its_numbers():
    run = gl.descend(F, START, gl.momentum(lr=0.2 * cosine(10), beta=lambda k: 0.5 + 0.01 * k), steps=10)
    w, v = np.array(START), np.zeros(2)
    for k in range(10):
        v = (0.5 + 0.01 * k) * v + F.grad(w)
        w = w - 0.2 * (1 + np.cos(np.pi * k / 10)) / 2 * v
    np.testing.assert_allclose(run.w[-1], w, rtol=1e-12)


def test_transforms_are_read_left_to_right():
    trace = []

    def named(name):
        def transform(grad):
            def transformed(w):
                g = grad(w)
                trace.append(name)
                return g

            return transformed

        return transform

    gl.descend(F, START, gl.chain(named("first"), named("second"), gl.gd(lr=0.1)), steps=1)
    assert trace == ["first", "second"]


def test_a_rule_may_ask_for_the_loss_and_the_time():
    @gl.rule
    def polyak(w, grad, f, t, *, least=0.0):
        g = grad(w)
        return w - (f(w) - least) / (t * (g * g).sum(axis=0)) * g

    assert gl.descend(F, START, polyak(), steps=50).f[-1] < gl.descend(F, START, polyak(), steps=5).f[-1]


def forgot(w, grad, v=0.0, *, lr):
    v = 0.9 * v + grad(w)
    return w - lr * v


def wide(w, grad, *, lr):
    return np.zeros(3)


def in_place(w, grad, *, lr):
    w -= lr * grad(w)
    return w


@pytest.mark.parametrize(
    ("equation", "message"),
    [
        (forgot, "forgot must return w, v; it returned 1 value"),
        (wide, "wide returned shape (3,) for w of shape (2,)"),
        (in_place, "in_place writes into its input; write w = w - "),
    ],
)
def test_a_wrong_equation_is_told_at_its_first_step(equation, message):
    with pytest.raises((TypeError, ValueError)) as caught:
        gl.descend(F, START, gl.rule(equation)(lr=0.1), steps=1)
    assert message in str(caught.value)


def takes_no_w(x, grad, *, lr):
    return x


def asks_for_the_hessian(w, hessian, *, lr):
    return w


def takes_anything(w, *others):
    return w


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gl.momentum(), "momentum needs lr"),
        (lambda: gl.momentum(lr=1, gamma=2), "momentum has no hyper-parameter 'gamma'; it has lr, beta"),
        (lambda: gl.gd(lr="fast"), "gd takes a number, an array or a schedule for lr; got 'fast'"),
        (lambda: gl.rule(takes_no_w), "takes_no_w must take w first"),
        (lambda: gl.rule(asks_for_the_hessian), "then any of grad, f, t"),
        (lambda: gl.rule(takes_anything), "names each of its arguments"),
        (lambda: gl.chain(), "chain ends with a configured rule"),
        (lambda: gl.chain(gl.gd), "chain ends with a configured rule"),
        (lambda: gl.chain(gl.gd(lr=1), gl.gd(lr=1)), "chain takes gradient transforms before its rule"),
    ],
)
def test_a_wrong_declaration_is_told_in_one_sentence(call, message):
    with pytest.raises(TypeError) as caught:
        call()
    assert message in str(caught.value)
