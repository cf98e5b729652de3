// The schedules of gdlib.schedules, in the same order of operations: pure functions of k, the number of updates made.

export const constant = () => () => 1

/** factor^⌊k / every⌋ */
export const stepDecay = (factor, every) => k => factor ** Math.floor(k / every)

/** factorᵏ */
export const exponential = factor => k => factor ** k

/** 1 / (1 + decay · k) */
export const inverseTime = decay => k => 1 / (1 + decay * k)

/** 1 / √(k + 1) */
export const inverseSqrt = () => k => 1 / Math.sqrt(k + 1)

/** Falls as end + (1 − end)(1 − k/steps)^power, then `end`. */
export const polynomial = (steps, power = 1, end = 0) => k => k < steps ? end + (1 - end) * (1 - k / steps) ** power : end

/** Half a cosine wave from 1 to `end`, then `end`. */
export const cosine = (steps, end = 0) => k => k < steps ? bend(1, end, k / steps) : end

/** (k + 1) / steps, then 1. */
export const warmup = steps => k => k < steps ? (k + 1) / steps : 1

/** Cosines of `first`, first·mult, … updates, each from 1. */
export const cosineRestarts = (first, mult = 1) => k => {
  let period = first
  while (k >= period) { k -= period; period *= mult }
  return bend(1, 0, k / period)
}

/** Up from `start` to 1 in a share `rise` of the steps, down to `end`, along cosines. */
export const oneCycle = (steps, rise = .3, start = 1 / 25, end = 1 / 25e4) => k => {
  const peak = rise * steps - 1, last = steps - 1
  if (k <= peak) return bend(start, 1, k / peak)
  return k < last ? bend(1, end, (k - peak) / (last - peak)) : end
}

/** Straight up to 1 in `up` updates and down in as many, over and over; `shrink` multiplies each further cycle. */
export const triangular = (up, shrink = 1) => k => {
  const cycle = Math.floor(k / (2 * up)), i = k % (2 * up)
  return (i <= up ? i / up : (2 * up - i) / up) * shrink ** cycle
}

/** The first schedule for `after` updates, then the second with its clock set back to 0. */
export const then = (first, second, after) => k => k < after ? first(k) : second(k - after)

const bend = (start, end, x) => end + (start - end) * (1 + Math.cos(Math.PI * x)) / 2
