// The curves of one variable, as gdlib.objectives has them: value and slope.
const C = Math.PI * 0.15

/** x² */
export const parabola = { value: x => 0.5 * 2 * x * x, slope: x => 2 * x }

/** x cos(0.15 π x), a bowl with many floors */
export const waves = { value: x => x * Math.cos(C * x), slope: x => Math.cos(C * x) - C * x * Math.sin(C * x) }

const bend = x => Math.min(Math.max(x - 1, 0), 1)

/** curvature 25, from 1 to 2 only 1, then 25 again: the circle of the heavy ball */
export const threeSlopes = { value: x => 12.5 * x * x - 12 * bend(x) ** 2 - 24 * Math.max(x - 2, 0), slope: x => 25 * x - 24 * bend(x) }
