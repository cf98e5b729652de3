"""How fast dy/dx forgets itself along x: networks of 200 ReLU units a layer, 1 to 50 hidden layers, 20 seeds.

    python book/slow/shattered.py

Writes shattered.json beside itself, which chapter 14 reads and recomputes in part.  The setting is that of notebook
11.1 of Understanding Deep Learning: 256 points on [-2, 2], all biases drawn with the variance of the weights.
"""

import json
import os
import platform
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import numpy as np
from tqdm import tqdm

import gdlib
from gdlib.nets import MLP, batch_norm, he, normal, relu
from gdlib.theory import autocorrelation

D, DEPTHS, SEEDS, LAG = 200, (1, 10, 24, 50), 20, 16
LAGS = range(0, 129, 8)
X = (-2 + 4 * np.arange(256) / 256)[:, None]
KINDS = {  # n Var W, and what MLP is given from two hidden layers on
    "1/D": (1.0, {}),
    "2/D": (2.0, {}),
    "skips, 1/√2": (2.0, {"residual": (0.5**0.5, 0.5**0.5)}),
    "skips, 1/√L": (2.0, {"residual": (1.0, 50**-0.5)}),
}


def slopes(kind, depth, seed):
    """dy/dx at each x, by back-propagation."""
    variance, more = KINDS[kind]
    draw = normal((variance / D) ** 0.5)
    net = MLP((1, *[D] * depth, 1), relu, **more if depth > 1 else {})
    return by_input(net, net.init(draw, np.random.default_rng(seed), bias=draw))


def normalised(depth, seed):
    """The same with batch normalisation over the 256 points, whose moments then stand still; no biases, as usual."""
    net = MLP((1, *[D] * depth, 1), relu, normalisation=batch_norm)
    theta = net.init(he, np.random.default_rng(seed))
    return by_input(net.at(net.statistics(theta, X)), theta)


def by_input(net, theta):
    """∂y/∂x (256,)."""
    Z, tape = net.forward(theta, X)
    return net.backward(theta, tape, np.ones_like(Z))[1].delta[0][:, 0]


def after(depth, seed):
    """A skip around the ReLU: h ← (h + φ(h W + b))/√2.  It is no network of gdlib; the slope goes forward with it."""
    rng, h, slope = np.random.default_rng(seed), X, np.ones_like(X)
    for l in range(depth):
        W, b = rng.normal(0, (2 / D) ** 0.5, (h.shape[1], D)), rng.normal(0, (2 / D) ** 0.5, D)
        z = h @ W + b
        new, new_slope = np.maximum(z, 0), (z > 0) * (slope @ W)
        h, slope = (new, new_slope) if l == 0 else ((h + new) / 2**0.5, (slope + new_slope) / 2**0.5)
    return slope @ rng.normal(size=D)


MAKERS = {kind: (lambda depth, seed, kind=kind: slopes(kind, depth, seed)) for kind in KINDS}
MAKERS |= {"batch norm": normalised, "skips around the ReLU": after}


def pooled(runs, lag):
    """The same quotient with sums over all networks, runs (256, seeds), which is what theory speaks of."""
    d, e = runs[: len(runs) - lag], runs[lag:]
    return float((d * e).sum() / np.sqrt((d * d).sum() * (e * e).sum()))


def main():
    """Draw, measure and store."""
    at_lag, curves = {}, {}
    for kind in tqdm(MAKERS):
        for depth in DEPTHS:
            runs = np.array([MAKERS[kind](depth, seed) for seed in range(SEEDS)]).T
            at_lag.setdefault(kind, []).append(autocorrelation(runs, LAG).round(4).tolist())
            curves.setdefault(kind, []).append([round(pooled(runs, lag), 4) for lag in LAGS])
    result = {
        "what": "autocorrelation of dy/dx: at lag 16 by depth and seed; of all seeds together by depth and lag",
        "command": "python book/slow/shattered.py",
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "gdlib": gdlib.__version__},
        "depths": DEPTHS,
        "lags": list(LAGS),
        "at_lag_16": at_lag,
        "curves": curves,
    }
    text = json.dumps(result, ensure_ascii=False).replace("]], ", "]],\n ").replace(", [", ",\n [")
    Path(__file__).with_suffix(".json").write_text(text + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
