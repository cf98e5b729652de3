"""A listing is the source itself, as a reader of the file would see it."""

import functools
import inspect
import math
from pathlib import Path

import pytest

from gdlib import momentum, nesterov, rule
from gdlib.listing import listing


def shout(f):
    @functools.wraps(f)
    def wrapper(*args):
        return f(*args)

    return wrapper


@shout
def documented(x):
    """First line.

    Second line."""
    return x + 1


class Box:
    """A box."""

    size = 1

    def empty(self):
        """Say nothing."""

    def double(self):
        """Twice the size."""
        return 2 * self.size


def fenced():
    return "```"


def test_a_rule_shows_the_equation_and_its_decorator():
    source = listing(momentum).source
    assert source.startswith(
        '@rule\ndef momentum(w, grad, v=0.0, *, lr, beta=0.9):\n    """Heavy ball: v ← β v + ∇f(w)'
    )
    assert source.endswith("v = beta * v + grad(w)\n    w = w - lr * v\n    return w, v")


def test_a_configured_rule_shows_the_same():
    assert listing(momentum(lr=0.1)) == listing(momentum)


def test_every_line_stands_in_the_file():
    file = Path(inspect.getsourcefile(rule)).with_name("plain.py").read_text(encoding="utf8")
    for source in listing(momentum, nesterov).source.split("\n\n\n"):
        assert source in file


def test_decorated_functions_and_methods_are_shown_without_their_wrappers_and_indentation():
    assert listing(documented).source.startswith("@shout\ndef documented(x):")
    assert listing(Box.double).source.startswith("def double(self):")
    assert listing(Box()) == listing(Box)


def test_docstrings_can_be_left_out():
    assert listing(documented, docstring=False).source == "@shout\ndef documented(x):\n    return x + 1"
    bare = listing(Box, docstring=False).source
    assert "A box" not in bare
    assert "Twice" not in bare
    assert '"""Say nothing."""' in bare  # it is all that the method has
    assert "return 2 * self.size" in bare
    compile(bare, "bare", "exec")


def test_a_notebook_gets_highlighted_markdown_and_no_path_of_this_machine():
    shown = listing(momentum)
    assert shown._repr_markdown_() == f"```python\n{shown.source}\n```"
    assert repr(shown) == shown.source
    assert str(Path.cwd()) not in shown._repr_markdown_()


def test_source_with_a_fence_in_it_gets_a_longer_fence():
    assert listing(fenced)._repr_markdown_().startswith("````python\n")


@pytest.mark.parametrize("thing", [math.sin, 3, len])
def test_what_has_no_source_is_named(thing):
    with pytest.raises(TypeError, match="has no Python source to list"):
        listing(thing)


def test_nothing_to_show_is_an_error():
    with pytest.raises(TypeError, match="listing needs something"):
        listing()
