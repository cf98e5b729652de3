"""scikit-learn's SGDClassifier: logistic regression, one example at a time, in compiled code.

It has no softmax (ten digits are ten separate problems to it), so it is timed on one digit against the rest.
"""

import numpy as np
from sklearn.linear_model import SGDClassifier

from benchmarks.problems import STEP, digits, order


def one_digit(seed=0):
    X, y = digits()
    y, shuffled = np.where(y == 0, 1, -1), order(len(y), seed)
    fixed = {"learning_rate": "constant", "eta0": STEP, "alpha": 0.0, "tol": None, "max_iter": 1}

    def run():
        model = SGDClassifier(loss="log_loss", fit_intercept=False, shuffle=False, **fixed)
        return (model.fit(X[shuffled], y[shuffled]).coef_[0],)

    return run
