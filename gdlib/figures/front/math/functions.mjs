// The curves of one variable, as gdlib.objectives has them: value and slope.
const C = Math.PI * 0.15

/** x² */
export const parabola = { value: x => 0.5 * 2 * x * x, slope: x => 2 * x }

/** x cos(0.15 π x), a bowl with many floors */
export const waves = { value: x => x * Math.cos(C * x), slope: x => Math.cos(C * x) - C * x * Math.sin(C * x) }
