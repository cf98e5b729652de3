"""The comparison has teeth: a fault planted in the page's modules, down to one part in 10¹¹, shows in a figure's numbers."""

import shutil
from dataclasses import dataclass

import numpy as np
import pytest

from gdlib import figures
from tests.figures.node import FRONT, TOLERANCE, ask, difference, question

DRAWS = 40


@dataclass(frozen=True)
class Fault:
    """A change to one module, and the figure whose numbers must show it."""

    module: str
    old: str
    new: str
    figure: str

    def plant(self, front):
        """Write the fault into a copy of the front end."""
        path = front / self.module
        text = path.read_text("utf8")
        assert text.count(self.old) == 1, f"{self.old!r} stands {text.count(self.old)} times in {self.module}"
        path.write_text(text.replace(self.old, self.new), "utf8")


FAULTS = [
    Fault("math/descent.mjs", "v = v.map((v, i) => beta * v + g[i])\n  return [w.map((w, i) => w - lr * v[i]), v]\n}\n\n/** v ← β v + ∇f(w −",
          "v = v.map((v, i) => beta * v - g[i])\n  return [w.map((w, i) => w - lr * v[i]), v]\n}\n\n/** v ← β v + ∇f(w −", "Momentum"),
    Fault("math/descent.mjs", "w - lr * beta * v[i]", "w + lr * beta * v[i]", "Momentum"),
    Fault("math/descent.mjs", "w - lr * beta * v[i]", "w - lr * beta * (1 + 1e-11) * v[i]", "Momentum"),
    Fault("math/descent.mjs", "path.set(w, d * (k + 1))", "path.set(w, d * k)", "Momentum"),
    Fault("math/quadratic.mjs", "l1 * c * c + l2 * s * s", "l1 * c * c - l2 * s * s", "Momentum"),
    Fault("math/quadratic.mjs", "b * x + c * y]", "b * x + (c + 1e-11) * y]", "Momentum"),
    Fault("math/quadratic.mjs", "gap < 0 ? Math.sqrt(det)", "gap < 0 ? det", "Momentum"),
    Fault("math/quadratic.mjs", "[1 + beta - lr * lambda, beta]", "[1 + beta - lr * lambda * (1 + 1e-11), beta]", "Momentum"),
    Fault("math/quadratic.mjs", "beta * (1 - lr * lambda)],", "beta],", "Momentum"),
]  # fmt: skip


def shown(fault, front):
    """The largest difference from gdlib over random states, by the page's modules with the fault in them."""
    rng = np.random.default_rng(5)
    faces = [getattr(figures, fault.figure).drawn(rng) for _ in range(DRAWS)]
    numbers = [face.numbers() for face in faces]
    answers = ask([question(face) for face in faces], front)
    return max(difference(got[k], want[k]) for got, want in zip(answers, numbers, strict=True) for k in want)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.module.split('/')[-1]}: {f.new.splitlines()[0][:40]}")
def test_a_planted_fault_is_seen(fault, tmp_path):
    front = tmp_path / "front"
    shutil.copytree(FRONT, front)
    fault.plant(front)
    assert shown(fault, front) > TOLERANCE
