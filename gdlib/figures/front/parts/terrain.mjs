// Any function of two coordinates seen from above: bands between contours, deep where it is low, as gdlib.plots draws lines.
import { isoline } from '../core/curves.mjs'

const BANDS = 14, CELL = 2.5 // pixels between two points at which the function is asked

/** Draw f(x, y) behind the marks, from `under`: contours at the rising `levels`, or at `bands` heights, even in their root. */
export function terrain(plot, f, { levels, bands = BANDS, cell = CELL } = {}) {
  const { nx, ny, z, at, X, Y } = survey(plot, f, cell)
  levels ??= even(z, bands)
  plot.shade((x, y) => band(at(x, y), levels) / levels.length, { ramp: '--gdf-terrain' })
  plot.mark('contours', 'path', { class: 'gdf-iso', d: levels.map(level => isoline(z, nx, ny, level, X, Y)).join('') })
}

/** The function on a grid over the frame, its value in between, and the pixels of the grid. */
function survey(plot, f, cell) {
  const { x: [x0, x1], y: [y0, y1] } = plot
  const nx = Math.ceil(Math.abs(plot.X(x1) - plot.X(x0)) / cell) + 1, ny = Math.ceil(Math.abs(plot.Y(y1) - plot.Y(y0)) / cell) + 1
  const dx = (x1 - x0) / (nx - 1), dy = (y1 - y0) / (ny - 1), z = new Float64Array(nx * ny)
  for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) z[j * nx + i] = f(x0 + i * dx, y0 + j * dy)
  const at = (x, y) => {
    const u = (x - x0) / dx, v = (y - y0) / dy, i = Math.min(nx - 2, Math.floor(u)), j = Math.min(ny - 2, Math.floor(v)), a = u - i, b = v - j, q = j * nx + i
    return (1 - b) * ((1 - a) * z[q] + a * z[q + 1]) + b * ((1 - a) * z[q + nx] + a * z[q + nx + 1])
  }
  return { nx, ny, z, at, X: i => plot.X(x0 + i * dx), Y: j => plot.Y(y0 + j * dy) }
}

function even(z, bands) {
  let low = Infinity, high = -Infinity
  for (const v of z) if (Number.isFinite(v)) { low = Math.min(low, v); high = Math.max(high, v) }
  return Array.from({ length: bands }, (_, i) => low + (high - low) * ((i + .5) / bands) ** 2)
}

/** How many levels lie below z; no number where there is none. */
function band(z, levels) {
  if (z !== z) return NaN
  let n = 0
  while (n < levels.length && z > levels[n]) n++
  return n
}
