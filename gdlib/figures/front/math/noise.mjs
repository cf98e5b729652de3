// Noise on paper: what a mini-batch leaves of it, and the floor that it makes. The twins of gdlib.theory.noise.

/** What a mean over `batch` of n examples, drawn without replacement, leaves of the variance of one. */
export const minibatchVariance = (trace, batch, n) => trace / batch * (n - batch) / Math.max(n - 1, 1)

/** E x² in the end of SGD on ½λx² with gradient noise of this variance; infinite beyond its limit. */
export function sgdFloor(lr, lambda, variance) {
  const room = lambda * (2 - lr * lambda)
  return room > 0 ? lr * variance / room : Infinity
}
