"""``import gdlib`` needs NumPy and nothing else, and brings nothing else in."""

import subprocess
import sys

HEAVY = ("IPython", "PIL", "jax", "matplotlib", "pandas", "scipy", "sklearn", "statsmodels", "sympy", "torch", "tqdm")


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_heavy_is_loaded_by_import_gdlib():
    subjects = (
        "arrays",
        "averages",
        "checks",
        "descent",
        "empirical",
        "gradients",
        "maps",
        "nets",
        "objectives",
        "proofs",
        "schedules",
        "sizes",
        "tasks",
        "theory",
    )
    loaded = python(
        f"import sys, gdlib; import {', '.join('gdlib.' + s for s in subjects)}; print(*sys.modules)"
    ).split()
    assert not set(HEAVY) & set(loaded)


def test_gdlib_descends_where_nothing_but_numpy_can_be_imported():
    code = f"""
import sys
for name in {HEAVY!r}:
    sys.modules[name] = None
import gdlib as gl
from gdlib.empirical import Batches, LeastSquares
from gdlib.objectives import Ravine
from gdlib.schedules import cosine
import numpy as np
f = LeastSquares(np.eye(4), np.ones(4))
history = gl.fit(f, np.zeros(4), gl.adam(lr=0.1 * cosine(20)), Batches(f, 2, np.random.default_rng(0)), epochs=10)
print(gl.sweep(Ravine(3), [1, 1], gl.gd(lr=np.array([0.1, 1.0])), 300).diverged.tolist(), history.steps[-1])
"""
    assert python(code).split() == ["[False,", "True]", "20"]
