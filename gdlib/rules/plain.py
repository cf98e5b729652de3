"""Rules that take one step length for all coordinates: gradient descent and its momenta, one equation each.

``grad`` is the gradient *function* of this step's objective, so a rule asks for the slope wherever its equation does.
"""

from gdlib.rules._declare import rule


@rule
def gd(w, grad, *, lr):
    """Gradient descent: w ← w − η ∇f(w).  Cauchy 1847."""
    w = w - lr * grad(w)
    return w


@rule
def momentum(w, grad, v=0.0, *, lr, beta=0.9):
    """Heavy ball: v ← β v + ∇f(w);  w ← w − η v.  Polyak 1964."""
    v = beta * v + grad(w)
    w = w - lr * v
    return w, v


@rule
def nesterov(w, grad, v=0.0, *, lr, beta=0.9):
    """Look ahead, then push: v ← β v + ∇f(w − η β v);  w ← w − η v.  Sutskever et al. 2013, eqs. 3–4."""
    v = beta * v + grad(w - lr * beta * v)
    w = w - lr * v
    return w, v


@rule
def ema_momentum(w, grad, m=0.0, *, lr, beta=0.9):
    """Momentum as a moving average: m ← β m + (1 − β) ∇f(w);  w ← w − η m.  Ng, C2W2L06."""
    m = beta * m + (1 - beta) * grad(w)
    w = w - lr * m
    return w, m
