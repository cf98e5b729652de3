"""The runs that the figure of chapter 19 replays: an LSTM of 8 units, from two seeds, reads one adding sequence.

    python book/slow/replay.py

Writes replay.json beside the figure's face, gdlib/figures/replay.py: the gates f, i, o, the candidate g and the slope
of a cell by the number read then, for every step and unit in thousandths; and the slope of the answer by every number.
"""

import json
import os
import sys
from itertools import count
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
sys.path.append(str(Path(__file__).resolve().parents[1]))

import numpy as np
from tqdm import tqdm

from gdlib import adam, chain, walk
from gdlib.empirical import Risk
from gdlib.gradients import clip_norm
from gdlib.nets import LSTM, glorot_uniform, orthogonal, squared
from gdlib.tasks import adding

NET, T, SEEDS, SHOWN, SIZE, EVERY, LEARNT, MOST = LSTM((2, 8, 1)), 50, (0, 1), 7, 64, 50, 0.002, 6000
PATH = Path(__file__).resolve().parents[2] / "gdlib" / "figures" / "replay.json"


def trained(seed, updates=MOST):
    """θ after training, the updates made, and the mean square on 500 sequences of its own."""
    rng = np.random.default_rng(seed)
    start = NET.init(glorot_uniform, rng, recurrent=orthogonal, forget=1.0)
    test = Risk(NET, *adding(500, T, np.random.default_rng(10**6)), squared)
    stream = (Risk(NET, *adding(SIZE, T, rng), squared) for _ in count())
    path = walk(test, start, chain(clip_norm(1.0), adam(lr=0.01)), batches=stream)
    for step in tqdm(path, total=updates, unit="update"):
        if step.t % EVERY == 0 and ((error := 2 * float(test(step.w))) < LEARNT or step.t >= updates):
            break
    return step.w, step.t, error


def slopes(theta, X):
    """By the number read at each step: the slope of each cell then (T, n, h), and of the answer in the end (T, n)."""
    Z, tape = NET.forward(theta, X)
    U = NET.layout.views(theta)["U"][:, 0]
    (f, i, _, g), c = tape.gates, tape.C[:-1]
    cell = c * f * (1 - f) * U[0] + g * i * (1 - i) * U[1] + i * (1 - g * g) * U[3]
    _, errors = NET.backward(theta, tape, np.ones_like(Z))
    return cell, np.einsum("gtnh,gh->tn", errors.dA, U)


def traces(seed, X):
    """What one run looks like on the sequence X (1, T, 2): whole numbers are thousandths."""
    theta, updates, error = trained(seed)
    Z, tape = NET.forward(theta, X)
    cell, answer = slopes(theta, X)
    arrays = dict(zip("fiog", tape.gates[:, :, 0], strict=True)) | {"cell": cell[:, 0], "slope": answer[:, 0]}
    rounded = {name: np.rint(1000 * a).astype(int).ravel().tolist() for name, a in arrays.items()}
    P = NET.layout.views(theta)
    read = {"V": P["V"][:, 0].round(4).tolist(), "c": round(float(P["c"][0]), 4)}
    return rounded | read | {"answer": round(float(Z[0, 0]), 4), "updates": updates, "error": round(error, 5)}


def main():
    """Train, and write one sequence as each network reads it."""
    X, y = adding(1, T, np.random.default_rng(SHOWN))
    result = {
        "command": "python book/slow/replay.py",
        "steps": T,
        "units": NET.widths[1],
        "numbers": X[0, :, 0].round(3).tolist(),
        "marked": np.flatnonzero(X[0, :, 1]).tolist(),
        "sum": round(float(y[0]), 4),
        "runs": {f"seed {seed}": traces(seed, X) for seed in SEEDS},
    }
    PATH.write_text(json.dumps(result, separators=(",", ":")) + "\n", encoding="utf8")
    for name, run in result["runs"].items():
        print(
            f"{name}: {run['updates']} updates, mean square {run['error']}; {y[0]:.3f} is answered {run['answer']:.3f}"
        )


if __name__ == "__main__":
    main()
