// Noise on paper: what a mini-batch leaves of it, and the floor that it makes. The twins of gdlib.theory.noise.

/** What a mean over `batch` of n examples, drawn without replacement, leaves of the variance of one. */
export const minibatchVariance = (trace, batch, n) => trace / batch * (n - batch) / Math.max(n - 1, 1)

/** E x² in the end of SGD on ½λx² with gradient noise of this variance; infinite beyond its limit. */
export function sgdFloor(lr, lambda, variance) {
  const room = lambda * (2 - lr * lambda)
  return room > 0 ? lr * variance / room : Infinity
}

/** E x_k² for k = 0 … steps. */
export function meanSquarePath(lr, lambda, variance, start, steps) {
  const path = new Float64Array(steps + 1), kept = (1 - lr * lambda) ** 2, added = lr ** 2 * variance
  path[0] = start * start
  for (let k = 0; k < steps; k++) path[k + 1] = kept * path[k] + added
  return path
}
