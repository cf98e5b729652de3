// The rules that give each coordinate its own step length, as gdlib has them: ε outside the root, both of Adam's means corrected.

const zeros = w => w.map(() => 0)

/** s ← s + g²;  w ← w − η g / (√s + ε) */
export const adagrad = ({ lr, eps = 1e-10 }) => (w, grad, s = zeros(w)) => {
  const g = grad(w)
  s = s.map((s, i) => s + g[i] * g[i])
  return [w.map((w, i) => w - lr * g[i] / (Math.sqrt(s[i]) + eps)), s]
}

/** s ← β₂ s + (1 − β₂) g²;  w ← w − η g / (√s + ε) */
export const rmsprop = ({ lr, beta2 = 0.9, eps = 1e-8 }) => (w, grad, s = zeros(w)) => {
  const g = grad(w)
  s = s.map((s, i) => beta2 * s + (1 - beta2) * g[i] * g[i])
  return [w.map((w, i) => w - lr * g[i] / (Math.sqrt(s[i]) + eps)), s]
}

/** m and s are moving averages of g and g²;  w ← w − η m̂ / (√ŝ + ε), with t = k + 1; `power` where V8's rounding of βᵗ matters */
export const adam = ({ lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, power = Math.pow }) => (w, grad, [m, s] = [zeros(w), zeros(w)], k) => {
  const g = grad(w), young = 1 - power(beta1, k + 1), short = 1 - power(beta2, k + 1)
  m = m.map((m, i) => beta1 * m + (1 - beta1) * g[i])
  s = s.map((s, i) => beta2 * s + (1 - beta2) * g[i] * g[i])
  return [w.map((w, i) => w - lr * (m[i] / young) / (Math.sqrt(s[i] / short) + eps)), [m, s]]
}

export const adaptive = { adagrad, rmsprop, adam }
