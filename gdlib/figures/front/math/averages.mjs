// Averages that forget, and what they cost: the twins of gdlib.averages.

/** m ← β m + (1 − β) x from 0, after each value; corrected, divided by 1 − βᵗ. */
export function ewma(x, beta, correct) {
  let m = 0
  return Float64Array.from(x, (v, i) => {
    m = beta * m + (1 - beta) * v
    return correct ? m / (1 - beta ** (i + 1)) : m
  })
}

/** (1 − β) βʲ for the ages j = 0 … t − 1. */
export const weights = (beta, t) => Float64Array.from({ length: t }, (_, j) => (1 - beta) * beta ** j)

export const halfLife = beta => -Math.LN2 / Math.log(beta)

export const meanAge = beta => beta / (1 - beta)

/** The variance of the average over that of one value, for independent noise, long after the start. */
export const varianceFactor = beta => (1 - beta) / (1 + beta)

export const mean = x => x.reduce((sum, v) => sum + v, 0) / x.length

export const variance = x => { const m = mean(x); return mean(x.map(v => (v - m) ** 2)) }
