// A quadratic seen from above: filled rings at even distances, its two axes, and a start to take hold of.
import { clamp } from '../core/format.mjs'

const RINGS = 14

/** The bowl with curvatures [λ₁, λ₂], the first axis turned by `angle`; cheap enough to be drawn at every frame. `gap`: between rings, along the steep axis. */
export function bowl(plot, lambdas, angle = 0, gap = 1.25 * (plot.y[1] - plot.y[0]) / RINGS) {
  const [x0, x1] = plot.x, [y0, y1] = plot.y, reach = Math.hypot(Math.max(-x0, x1), Math.max(-y0, y1))
  const steep = Math.max(...lambdas)
  for (let i = RINGS; i >= 1; i--) {
    const level = (i * gap) ** 2 * steep // f is the same on a ring: λ r² is
    const tone = plot.ring(`ring${i}`, 0, 0, Math.sqrt(level / lambdas[0]), Math.sqrt(level / lambdas[1]), angle, 'gdf-level')
    tone.style.setProperty('--tone', `${(100 * (1 - (i - 1) / RINGS) ** 1.4).toFixed(1)}%`)
  }
  const c = reach * Math.cos(angle), s = reach * Math.sin(angle)
  plot.line('axis1', 2, i => i ? c : -c, i => i ? s : -s, 'gdf-eigen')
  plot.line('axis2', 2, i => i ? s : -s, i => i ? -c : c, 'gdf-eigen')
  plot.point('minimum', 0, 0, 'gdf-minimum', 5)
}

/** A start that can be dragged within the limits of the trait `key`. */
export function start(plot, key = 'start', label = 'Starting point') {
  const { min, max } = plot.ui.spec.controls[key]
  return plot.handle({
    key, label: `${label}; arrow keys move it`, at: state => state[key], step: [0.05, 0.05],
    to: (...at) => ({ [key]: at.map((v, i) => +clamp(v, min[i], max[i]).toFixed(4)) }),
    words: state => `w1 ${state[key][0].toFixed(2)}, w2 ${state[key][1].toFixed(2)}`,
  })
}
