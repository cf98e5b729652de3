// A schedule drawn by hand: knees on logarithmic axes, to be dragged; the first and the last stay at the ends of the time.
import { clamp } from '../core/format.mjs'

const GAP = .02 // powers of ten that two knees keep between them in time

/** Where the knees stand, as powers of ten, in the order of time. */
export const placed = (times, last) => [0, ...[...times].sort((a, b) => a - b), last]

/** Handles on a plot for the traits `times` (of the inner knees) and `rates`; `words(x, y)` says where a knee stands. */
export function knees(plot, { times, rates, last, words }) {
  const { state, spec: { controls } } = plot.ui, inner = controls[times], high = controls[rates], n = high.min.length
  for (let i = 0; i < n; i++) {
    const at = s => [placed(s[times], last)[i], s[rates][i]], free = i > 0 && i < n - 1
    const to = (x, y) => {
      plot.ui.gliding = 0
      const xs = placed(state[times], last), heights = state[rates].map((old, j) => j === i ? +clamp(y, high.min[i], high.max[i]).toFixed(3) : old)
      if (free) xs[i] = +clamp(x, Math.max(inner.min[i - 1], xs[i - 1] + GAP), Math.min(inner.max[i - 1], xs[i + 1] - GAP)).toFixed(4)
      return { [rates]: heights, [times]: xs.slice(1, -1) }
    }
    plot.handle({ small: true, at, to, step: [.02, .02], words: s => words(...at(s)),
      label: `Knee ${i + 1} of ${n}; arrow keys move it${free ? '' : ' up and down'}` })
  }
  return plot
}
