"""Rules that give each coordinate its own step length, from the squares of the gradients seen so far.

``s`` remembers squares and ``m`` gradients; ε stands outside the root throughout, as in torch.
"""

from gdlib.rules._declare import rule


@rule
def adagrad(w, grad, s=0.0, *, lr, eps=1e-10):
    """AdaGrad: s ← s + g²;  w ← w − η g / (√s + ε).  Duchi, Hazan & Singer 2011, fig. 1 (diagonal)."""
    g = grad(w)
    s = s + g * g
    w = w - lr * g / (s**0.5 + eps)
    return w, s


@rule
def rmsprop(w, grad, s=0.0, *, lr, beta2=0.9, eps=1e-8):
    """RMSProp: s ← β₂ s + (1 − β₂) g²;  w ← w − η g / (√s + ε).  Tieleman & Hinton 2012, lecture 6e."""
    g = grad(w)
    s = beta2 * s + (1 - beta2) * g * g
    w = w - lr * g / (s**0.5 + eps)
    return w, s


@rule
def adam(w, grad, t, m=0.0, s=0.0, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam: w ← w − η m̂ / (√ŝ + ε), both means corrected for their start.  Kingma & Ba 2015, algorithm 1 (v is s)."""
    g = grad(w)
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g * g
    m_hat = m / (1 - beta1**t)
    s_hat = s / (1 - beta2**t)
    w = w - lr * m_hat / (s_hat**0.5 + eps)
    return w, m, s


@rule
def amsgrad(w, grad, t, m=0.0, s=0.0, s_max=0.0, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """AMSGrad: Adam that never forgets its largest s.  Reddi, Kale & Kumar 2018, algorithm 2, corrected as in torch."""
    g = grad(w)
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g * g
    s_max = s * (s > s_max) + s_max * (s <= s_max)
    m_hat = m / (1 - beta1**t)
    s_hat = s_max / (1 - beta2**t)
    w = w - lr * m_hat / (s_hat**0.5 + eps)
    return w, m, s, s_max


@rule
def adamw(w, grad, t, m=0.0, s=0.0, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, decay=1e-2):
    """AdamW: w ← w − η (m̂ / (√ŝ + ε) + λ w), the decay outside the moments.  Loshchilov & Hutter 2019, algorithm 2."""
    g = grad(w)
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g * g
    m_hat = m / (1 - beta1**t)
    s_hat = s / (1 - beta2**t)
    w = w - lr * (m_hat / (s_hat**0.5 + eps) + decay * w)
    return w, m, s
