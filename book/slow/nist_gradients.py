"""How many gradients four methods need for six certified digits on NIST's nonlinear problems, from both of its starts.

    python book/slow/nist_gradients.py

Writes nist_gradients.json beside itself, which chapter 3 reads.  Nothing is random; every method may use 1,000,000
gradients.  A run that has not arrived by then keeps the digits that it had; one that is not finite any more has none.
"""

import json
import os
import platform
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import numpy as np

import gdlib
from gdlib import chain, data, descend, gd, momentum
from gdlib.descent import Step
from gdlib.empirical import NonlinearLeastSquares
from gdlib.gradients import precondition

NAMES = ("misra1a", "chwirut2", "mgh09", "eckerle4", "lanczos3")
MOST, BLOCK = 1_000_000, 20_000


def main():
    """Count, print and store."""
    counts = {f"{name}, start {i}": counted(getattr(data, name)(), name, i) for name in NAMES for i in (2, 1)}
    result = {
        "what": "gradients until every parameter has six certified digits, or the digits after the last one",
        "command": "python book/slow/nist_gradients.py",
        "seed": None,
        "most": MOST,
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "gdlib": gdlib.__version__},
        "counts": counts,
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf8")


def counted(problem, name, which):
    """Gradients and digits of each method from one start."""
    f = NonlinearLeastSquares(problem.model, problem.jacobian, problem.x, problem.y)
    start = np.array(problem.starts[which - 1])
    found = {method: arrival(f, problem, start, rule) for method, rule in methods(f, problem, start, name).items()}
    print(f"{name}, start {which}:", found, flush=True)
    return found


def methods(f, problem, start, name):
    """The four rules; η and β are tuned with hindsight, from the Hessian H at the certified answer."""
    H = hessian(f, np.array(problem.parameters))
    units = np.diag(f.gauss_newton(start))
    mu, *_, L = np.linalg.eigvalsh(H / np.sqrt(np.outer(units, units)))
    best = (1 - (mu / L) ** 0.5) ** 2
    ball = momentum(lr=1 / L, beta=lambda k: min((k + 1) / (k + 11), best))
    return {
        "raw": gd(lr=1 / np.linalg.eigvalsh(H)[-1]),
        "columns": chain(precondition(units), gd(lr=1 / L)),
        "heavy ball": chain(precondition(units), ball),
        "Gauss–Newton": chain(precondition(f.gauss_newton), gd(lr=0.5 if name == "mgh09" else 1.0)),
    }


def hessian(f, w):
    """The second derivatives by complex steps, which lose no digits (chapter 1)."""
    return np.array([f.grad(w + 1e-30j * e).imag / 1e-30 for e in np.eye(len(w))])


def arrival(f, problem, start, rule):
    """Gradients until six digits, and the digits then; from MOST gradients on it has not arrived."""
    at = Step(0, start, {name: np.full_like(start, first) for name, first in rule.state.items()})
    while at.t < MOST and np.isfinite(at.w).all():
        run = descend(f, at, rule, BLOCK)
        digits = problem.digits(run.w.T)
        if (digits >= 6).any():
            first = int(np.argmax(digits >= 6))
            return {"gradients": at.t + first, "digits": round(float(digits[first]), 2), "arrived": True}
        at = Step(at.t + BLOCK, run.w[-1], {name: path[-1] for name, path in run.state.items()})
    last = float(digits[-1])
    return {"gradients": at.t, "digits": round(last, 2) if np.isfinite(last) else None, "arrived": False}


if __name__ == "__main__":
    main()
