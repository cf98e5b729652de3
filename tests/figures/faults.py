"""Faults to plant in the page's modules: where, what stands there, what shall stand there instead, who must notice."""

from dataclasses import dataclass


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


def _faults(module, figure, *changes):
    return [Fault(module, old, new, figure) for old, new in changes]


FAULTS = [
    *_faults(
        "math/descent.mjs",
        "Momentum",
        (
            "const g = grad(w)\n  v = v.map((v, i) => beta * v + g",
            "const g = grad(w)\n  v = v.map((v, i) => beta * v - g",
        ),
        ("w - lr * beta * v[i]", "w + lr * beta * v[i]"),
        ("w - lr * beta * v[i]", "w - lr * beta * (1 + 1e-11) * v[i]"),
        ("path.set(w, d * (k + 1))", "path.set(w, d * k)"),
    ),
    *_faults(
        "math/quadratic.mjs",
        "Momentum",
        ("l1 * c * c + l2 * s * s", "l1 * c * c - l2 * s * s"),
        ("b * x + c * y]", "b * x + (c + 1e-11) * y]"),
        ("gap < 0 ? Math.sqrt(det)", "gap < 0 ? det"),
        ("[1 + beta - lr * lambda, beta]", "[1 + beta - lr * lambda * (1 + 1e-11), beta]"),
        ("beta * (1 - lr * lambda)],", "beta],"),
    ),
]
