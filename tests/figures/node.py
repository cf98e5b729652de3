"""What the page's modules compute, asked of Node.js: the system's, or the one that playwright brings."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np

HARNESS = Path(__file__).with_name("harness.mjs")
FRONT = Path(__file__).resolve().parents[2] / "gdlib" / "figures" / "front"
TOLERANCE = 1e-12  # of the running scale: V8 and NumPy round alike but for tanh, exp and the order of sums


def node():
    """A Node.js to run."""
    if found := shutil.which("node"):
        return found
    from playwright._impl._driver import compute_driver_executable

    return compute_driver_executable()[0]


def ask(questions, front=FRONT):
    """The answers to many questions in one run: dictionaries of arrays, or arrays."""
    command = [node(), str(HARNESS), front.as_uri()]
    done = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, check=True)
    return [decoded(answer) for answer in json.loads(done.stdout)]


def question(face):
    """What the page computes for a figure in its present state."""
    return {"ask": "figure", "figure": face.figure, "data": face.data(), "state": face.state()}


def difference(got, want):
    """The largest difference relative to the size reached so far, so that a diverging run is judged by its own size."""
    got, want = np.ravel(got), np.ravel(np.asarray(want, dtype=float))
    assert got.shape == want.shape
    same = (got == want) | (np.isnan(got) & np.isnan(want))
    scale = np.maximum.accumulate(np.where(np.isfinite(want), np.abs(want), 0)) + 1e-300
    with np.errstate(invalid="ignore"):
        apart = np.where(same, 0.0, np.abs(got - want) / scale)
    return float(
        np.max(np.nan_to_num(apart, nan=np.inf, posinf=np.inf), initial=0.0)
    )  # no number is far from any number


def decoded(answer):
    """Arrays from base64 of their float64 numbers, alone or by name."""
    if isinstance(answer, dict):
        return {name: decoded(value) for name, value in answer.items()}
    return np.frombuffer(base64.b64decode(answer))
