// What shrinks along a run, on a scale of powers of ten, and a probe: a step k that a pointer or the arrow keys move.
import { plain } from '../core/dom.mjs'
import { clamp, pow10, short } from '../core/format.mjs'

const log = v => Math.log10(Math.max(v, 1e-300))

/**
 * of: {steps, from, to (powers of ten at the foot and the head), every (powers between ticks), probe: its first k,
 *      what: k => the title, onProbe: k => …}, and all that ui.plot takes. plot.runs([{look, y: array}]) draws.
 */
export function lossCurve(ui, of) {
  const { steps, from = -9, to = 1, every = 3, what = k => `Loss after ${k} steps`, onProbe } = of
  const powers = Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => from + i * every)
  const plot = ui.plot({ name: 'Loss against steps', title: what(of.probe), x: [0, steps], y: [from, to], grid: true, handles: true, height: () => 214,
    margin: { l: 38, r: 12, t: 10, b: 38 }, xticks: [0, steps / 2, steps].map(v => [v, String(v)]), yticks: powers.map(p => [p, power(p)]),
    xlabel: 'step *k*', ...of })
  let drawn = []
  plot.probe = of.probe ?? Math.round(steps / 5)
  const show = () => {
    const k = plot.probe
    plot.line('probe', 2, () => k, i => plot.y[i], 'gdf-cross')
    drawn.forEach(({ look, y }, i) => plot.point(`at${i}`, k, log(y[k]), look))
    plot.head(what(k))
    onProbe?.(k)
  }
  const move = x => { plot.probe = clamp(Math.round(x), 0, steps); show(); plot.place(ui.state) }
  plot.pad(move, { hover: true }).handle({ label: 'Step to read off; arrow keys move it', small: true, look: 'gdf-quiet', step: [1, 0],
    at: () => [plot.probe, from], to: move,
    words: () => `step ${plot.probe}: ${drawn.map(({ name, y }) => `${plain(name)} ${short(y[plot.probe])}`).join(', ')}` })
  plot.runs = runs => {
    drawn = runs
    runs.forEach(({ look, y, more = '' }, i) => plot.line(`run${i}`, y.length, k => k, k => log(y[k]), `${look} ${more}`))
    show()
  }
  return plot
}

/** 10ⁿ as a label. */
export const power = n => n === 0 || n === 1 ? pow10(n) : `10^{${String(n).replace('-', '−')}}`
