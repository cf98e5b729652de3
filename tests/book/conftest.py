"""A small chapter, executed once; and nbval run on variants of it, once for all of them."""

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

import nbformat
import pytest

from book._tools.kernels import ROOT, environment

CHAPTER = r"""---
jupytext:
  formats: ipynb,md:myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Follow the slope of a bowl

In an eigen-direction, gradient descent multiplies the error by the same number at every step,

$$x_k = (1 - \eta\lambda)^k x_0$$ (eq-path)

and the best step for two curvatures leaves of each error

$$\rho = \frac{L - \mu}{L + \mu}, \qquad \rho^2 = 1 - \frac{4 L \mu}{(L + \mu)^2}.$$ (eq-rate)

```{code-cell} ipython3
from gdlib import descend, gd
from gdlib.objectives import Ravine
from gdlib.plots import alt, losses, paths
from gdlib.proofs import prove, prove_induction
import sympy as sp
```

```{code-cell} ipython3
k = sp.Symbol("k", integer=True, nonnegative=True)
eta, lam, mu, L = sp.symbols("eta lambda mu L", positive=True)
x0 = sp.Symbol("x_0", real=True)
names = {r"\eta": eta, r"\lambda": lam, "k": k, "x_0": x0, "x_k": ...}
prove_induction("eq-path", lambda x: x - eta * lam * x, k, x0, names=names)
```

```{code-cell} ipython3
prove("eq-rate", {r"\rho": ..., "L": L, r"\mu": mu})
```

```{code-cell} ipython3
lr, noise = 0.15, 0.0
run = descend(Ravine(10), [-9, 1.5], gd(lr=lr), 40)
fig = losses({"gd": (range(41), run.f * (1 + noise))})
alt(fig, "The loss falls along a straight line on a log scale")
```

```{code-cell} ipython3
alt(paths(Ravine(10), {"gd": run}, ((-10, 4), (-3, 3)), loss=False), "The path crosses the ravine")
```

```{code-cell} ipython3
print(f"{run.f[-1]:.4g}")
```
"""


@dataclass
class Outcome:
    """What nbval said of one notebook."""

    failed: bool
    text: str


@pytest.fixture(scope="session")
def twin(tmp_path_factory):
    """The text of a small chapter that has been executed; its notebook lies beside it."""
    path = tmp_path_factory.mktemp("book") / "01-slope.md"
    path.write_text(CHAPTER, encoding="utf-8")
    assert reexecute(path.parent).returncode == 0
    return path


def reexecute(folder, *arguments):
    """Run the re-execution on a folder of twins as the command that it is."""
    command = [sys.executable, str(ROOT / "book" / "_tools" / "notebooks.py"), "--book", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture(scope="session")
def notebook(twin):
    """The small chapter's notebook, as it is stored."""
    return nbformat.read(twin.with_suffix(".ipynb"), as_version=4)


def nbval(folder, notebooks_by_name):
    """Write each notebook into a folder of its own, run nbval on them all, and say how each fared."""
    for name, nb in notebooks_by_name.items():
        (folder / name).mkdir()
        nbformat.write(nb, folder / name / "chapter.ipynb")
    report = folder / "report.xml"
    plain = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        str(folder / "none.ini"),
        f"--rootdir={folder}",
        f"--junitxml={report}",
    ]
    (folder / "none.ini").touch()
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "book._tools.nbcheck", *plain]
    run = subprocess.run([*command, str(folder)], capture_output=True, text=True, env=environment(), cwd=ROOT)
    assert run.returncode in (0, 1), run.stdout + run.stderr  # anything else is a broken run, not a verdict
    return _outcomes(report, notebooks_by_name), run.stdout


def _outcomes(report, names):
    """One outcome a notebook from pytest's report."""
    outcomes = {name: Outcome(False, "") for name in names}
    cases = list(ElementTree.parse(report).iter("testcase"))
    assert {case.get("classname").split(".")[0] for case in cases} == set(names)
    for case in cases:
        for problem in [*case.iter("failure"), *case.iter("error")]:
            outcome = outcomes[case.get("classname").split(".")[0]]
            outcome.failed, outcome.text = True, outcome.text + problem.text
    return outcomes
