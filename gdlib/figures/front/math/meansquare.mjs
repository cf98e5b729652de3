// The exact recursion for E x², under noise of variance σ², at any schedule; and schedules that are drawn by hand.

/** E x_k² for k = 0 … steps: m ← (1 − η_k λ)² m + η_k² σ². */
export function meanSquare(rate, lambda, variance, start, steps) {
  const path = new Float64Array(steps + 1)
  path[0] = start * start
  for (let k = 0; k < steps; k++) {
    const lr = rate(k), kept = 1 - lr * lambda
    path[k + 1] = kept * kept * path[k] + lr * lr * variance
  }
  return path
}

/** The rates of updates 1 … steps, straight between knees on logarithmic axes; xs and ys are powers of ten.
 *  log₁₀ t is rounded to 9 digits, so that this and gdlib stand at the same place to the last bit. */
export function drawn(xs, ys, steps) {
  const rates = new Float64Array(steps)
  for (let k = 0, j = 0; k < steps; k++) {
    const x = Math.round(Math.log10(k + 1) * 1e9) / 1e9
    while (j < xs.length - 1 && xs[j + 1] <= x) j++
    rates[k] = 10 ** (j === xs.length - 1 || x === xs[j] ? ys[j] : (ys[j + 1] - ys[j]) / (xs[j + 1] - xs[j]) * (x - xs[j]) + ys[j])
  }
  return rates
}
