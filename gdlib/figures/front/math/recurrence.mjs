// The recurrent unit of gdlib.objectives.recurrence, made of the four operations alone: a cliff magnifies the last bit, and
// these round it as NumPy does.
const FAR = 40, TERMS = [9, 7, 5, 3, 1], DOUBLINGS = 6

/** σ(z), by Lambert's continued fraction for tanh near 0, doubled until it is far enough. */
export function sigma(z) {
  const u = Math.min(Math.max(z, -FAR), FAR) / 2 ** (DOUBLINGS + 1), square = u * u
  let below = 11
  for (const odd of TERMS) below = odd + square / below
  let t = u / below
  for (let i = 0; i < DOUBLINGS; i++) t = 2 * t / (1 + t * t)
  return (1 + t) / 2
}

/** [E, ∇E] at (w, b), with E = (σ(x) − target)² after `steps` times x ← w σ(x) + b; `squash` may be a quicker σ, for a picture. */
export const recurrentUnit = ({ steps, target, start }, squash = sigma) => ([w, b]) => {
  let x = start, dw = 0, db = 0
  for (let t = 0; t < steps; t++) {
    const s = squash(x), steep = w * (s * (1 - s))
    x = w * s + b; dw = s + steep * dw; db = 1 + steep * db
  }
  const s = squash(x), off = s - target, byX = 2 * off * (s * (1 - s))
  return [off * off, [byX * dw, byX * db]]
}
