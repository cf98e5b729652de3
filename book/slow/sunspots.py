"""Next year's sunspots: straight lines over the last p years against an RNN and an LSTM of 8 units, three seeds.

    python book/slow/sunspots.py

Writes sunspots.json beside itself, which chapter 19 reads.  Trained on 1700 … 1920, tested on 1921 … 2008, one year
ahead; the networks read the 20 years before, scaled by the mean and the deviation of the training years.
"""

import os
import sys
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
sys.path.append(str(Path(__file__).resolve().parents[1]))

import numpy as np
from slow.kept import kept

from gdlib import adam, chain, walk
from gdlib.data import sunspots
from gdlib.empirical import Risk
from gdlib.gradients import clip_norm
from gdlib.nets import LSTM, RNN, glorot_uniform, orthogonal, squared
from gdlib.tasks import windows

ORDERS, SEEDS, YEARS, LAST = (1, 2, 9, 12), (0, 1, 2), 20, 1920
NETS = {"RNN-8": RNN((1, 8, 1)), "LSTM-8": LSTM((1, 8, 1))}
UPDATES, EVERY, RATE = 600, 20, 0.01


def split(T):
    """Windows of T years and the year behind, up to 1920 and after it: X, y, X_test, y_test."""
    years, numbers = sunspots()
    X, y = windows(numbers, T)
    new = years[T:] > LAST
    return X[~new], y[~new], X[new], y[new]


def straight(p):
    """The root mean square error of AR(p) with a constant, by least squares, on the years after 1920."""
    X, y, X_new, y_new = split(p)
    lines, new = (np.column_stack([np.ones(len(A)), A[:, :, 0]]) for A in (X, X_new))
    return float(np.sqrt(np.mean((new @ np.linalg.lstsq(lines, y)[0] - y_new) ** 2)))


def trained(name, seed, updates=UPDATES):
    """The root mean square errors on the training years and after, every 20 updates of Adam; and the last θ."""
    net, rng, (X, y, X_new, y_new) = NETS[name], np.random.default_rng(seed), split(YEARS)
    mean, std = y.mean(), y.std()
    f, test = (Risk(net, (A - mean) / std, (b - mean) / std, squared) for A, b in ((X, y), (X_new, y_new)))
    theta, errors = net.init(glorot_uniform, rng, recurrent=orthogonal), []
    for step in walk(f, theta, chain(clip_norm(1.0), adam(lr=RATE))):
        if step.t % EVERY == 0:
            errors.append([float(std * (2 * part(step.w)) ** 0.5) for part in (f, test)])
        if step.t >= updates:
            return errors, step.w
    return errors, step.w


def named():
    """Every run by its name: what to call, and with what."""
    lines = {f"AR({p})": (straight, p) for p in ORDERS}
    return lines | {f"{name}, seed {seed}": (trained, name, seed) for name in NETS for seed in SEEDS}


def found(call, *given):
    """The numbers of one run that are kept."""
    return call(*given) if call is straight else np.round(call(*given)[0], 3)


def main():
    """Fit, train, store and print."""
    runs = named()
    results = kept(
        __file__,
        "root mean square error of next year's sunspots: AR on 1921 … 2008; networks every 20 updates, [train, test]",
        runs,
        lambda name: found(*runs[name]),
        years=YEARS,
        last=LAST,
        updates=UPDATES,
        every=EVERY,
        rate=RATE,
    )
    for name, errors in results.items():
        test = np.atleast_2d(errors)[:, -1]
        print(f"{name:16s} best {min(test):.1f} after {EVERY * int(np.argmin(test))}, at the end {test[-1]:.1f}")


if __name__ == "__main__":
    main()
