"""An update rule: one step of descent, declared by the signature of the function that is its equation.

``@rule`` turns an equation into a family of optimisers; Python's three kinds of argument say what is what:

    def momentum(w, grad, v=0.0, *, lr, beta=0.9): ...
                 │  │     │         │
                 │  │     │         keyword-only: hyper-parameters (a number, an array, or a schedule k → number)
                 │  │     with a default: state, and its value before the first step
                 without a default: what the loop hands over (w, then any of grad, f, t)
"""

from __future__ import annotations

import functools
import inspect
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

OFFERED = ("w", "grad", "f", "t")  # what a loop hands over
Update = Callable[[tuple, Any, int], tuple]


@dataclass(frozen=True, repr=False)
class Rule:
    """An update rule with its hyper-parameters filled in; nothing moves until a loop is handed one."""

    name: str
    step: Callable[..., Any]
    takes: tuple[str, ...]
    state: Mapping[str, float]
    hyper: Mapping[str, Any]
    transforms: tuple[Callable, ...] = ()

    @property
    def batch(self) -> tuple[int, ...]:
        """Shape of the sweep: the array-valued hyper-parameters (and schedules scaled by one), broadcast together."""
        return np.broadcast_shapes(*(getattr(h, "shape", ()) for h in self.hyper.values()))

    def at(self, k: int) -> dict[str, Any]:
        """Hyper-parameters after ``k`` updates: schedules are called, numbers are kept."""
        return {name: h(k) if callable(h) else h for name, h in self.hyper.items()}

    def bind(self) -> Update:
        """The update ``((w, *state), f, t) -> (w, *state)``, its plumbing resolved once, before the loop."""
        places = [OFFERED.index(name) for name in self.takes]
        taken = operator.itemgetter(0, *places) if places else operator.itemgetter(slice(1))
        scheduled = any(callable(h) for h in self.hyper.values())
        equation = self.step if scheduled else functools.partial(self.step, **self.hyper)
        transforms, size = self.transforms, 1 + len(self.state)

        def update(moment, f, t):
            w, grad = moment[0], functools.reduce(_through, transforms, f.grad) if transforms else f.grad
            try:
                out = equation(*taken((w, grad, f, t)), *moment[1:], **(self.at(t - 1) if scheduled else {}))
            except ValueError as error:
                self._explain(error)
                raise
            out = out if isinstance(out, tuple) else (out,)
            if len(out) != size or getattr(out[0], "shape", None) != w.shape:
                self._refuse(w, out)
            return out

        return update

    def __call__(self, w, state: Mapping[str, Any], f, t: int):
        """Update number t = 1, 2, … on the objective ``f``: the next point and state."""
        w, *parts = self.bind()((w, *state.values()), f, t)
        return w, dict(zip(self.state, parts, strict=True))

    def _explain(self, error: ValueError) -> None:
        """Raise NumPy's complaint about a rule that writes into its input with the remedy; let any other error pass."""
        if "read-only" in str(error):
            raise ValueError(f"{self.name} writes into its input; write w = w - … in place of w -= …") from None

    def _refuse(self, w, out: tuple) -> None:
        """Raise, with what is wrong with that which the equation returned."""
        if len(out) != 1 + len(self.state):
            raise TypeError(f"{self.name} must return {', '.join(['w', *self.state])}; it returned {len(out)} value(s)")
        raise ValueError(
            f"{self.name} returned shape {np.shape(out[0])} for w of shape {w.shape}; "
            "each part of the equation must broadcast to the shape of w"
        )

    def __repr__(self) -> str:
        call = f"{self.name}({', '.join(f'{name}={_short(h)}' for name, h in self.hyper.items())})"
        return f"chain({', '.join([*map(_short, self.transforms), call])})" if self.transforms else call


def _through(grad: Callable, transform: Callable) -> Callable:
    return transform(grad)


def _short(h: Any) -> str:
    """What one would type: a number as it is, an array by its shape, a schedule by its name."""
    if callable(h):
        return getattr(h, "name", None) or getattr(h, "__name__", None) or repr(h)
    return f"<{'×'.join(map(str, np.shape(h)))}>" if np.ndim(h) else f"{h:.6g}"


def rule(equation: Callable) -> Callable[..., Rule]:
    """Declare an update rule; the signature says what it takes, remembers, and can be tuned (top of this file).

    >>> @rule
    ... def sign_descent(w, grad, *, lr):
    ...     g = grad(w)
    ...     return w - lr * ((g > 0) * 1.0 - (g < 0) * 1.0)
    >>> sign_descent(lr=0.1)
    sign_descent(lr=0.1)

    Raises
    ------
    TypeError
        If the equation does not take ``w`` first, or asks for something that no loop offers; and, when the rule is
        configured, for a missing or misspelt hyper-parameter.
    """
    name = equation.__name__
    given, state, hyper = _sort(inspect.signature(equation).parameters.values())
    if given[:1] != ["w"] or not set(given[1:]) <= set(OFFERED):
        raise TypeError(f"{name} must take w first and then any of grad, f, t; it takes {', '.join(given)}")

    @functools.wraps(equation)
    def configure(**chosen: Any) -> Rule:
        if unknown := chosen.keys() - hyper.keys():
            raise TypeError(f"{name} has no hyper-parameter {min(unknown)!r}; it has {', '.join(hyper) or 'none'}")
        filled = {**hyper, **chosen}
        if missing := [h for h, value in filled.items() if value is inspect.Parameter.empty]:
            raise TypeError(f"{name} needs {', '.join(missing)}")
        return Rule(name, equation, tuple(given[1:]), state, {h: _number(name, h, v) for h, v in filled.items()})

    return configure


def _sort(parameters) -> tuple[list[str], dict[str, Any], dict[str, Any]]:
    """The three kinds of argument: handed over, state with its start, hyper-parameter with its default."""
    given, state, hyper = [], {}, {}
    for p in parameters:
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
            raise TypeError(f"a rule names each of its arguments; replace *{p.name}")
        if p.kind is p.KEYWORD_ONLY:
            hyper[p.name] = p.default
        elif p.default is p.empty:
            given.append(p.name)
        else:
            state[p.name] = p.default
    return given, state, hyper


def _number(rule_name: str, name: str, value: Any) -> Any:
    """A Python float (NumPy's scalars are 2.4 times slower in a loop), an array of floats, or the schedule itself."""
    if callable(value):
        return value
    try:
        value = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise TypeError(f"{rule_name} takes a number, an array or a schedule for {name}; got {value!r}") from None
    return value if value.ndim else float(value)


def chain(*parts: Any) -> Rule:
    """Gradient transforms, then a rule, read left to right: ``chain(clip_norm(1.0), adam(lr=1e-3))``.

    Raises
    ------
    TypeError
        If the last part is not a configured rule, or an earlier one is not a transform of the gradient function.
    """
    *transforms, last = parts or (None,)
    if not isinstance(last, Rule):
        raise TypeError(f"chain ends with a configured rule such as gd(lr=0.1); got {last!r}")
    if wrong := [part for part in transforms if isinstance(part, Rule) or not callable(part)]:
        raise TypeError(f"chain takes gradient transforms before its rule; got {wrong[0]!r}")
    return replace(last, transforms=(*transforms, *last.transforms))
