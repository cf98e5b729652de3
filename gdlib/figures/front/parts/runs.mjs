// Methods side by side from one start at one budget: their paths, their losses, and one probe that shows the same step in all.
import { h, rich } from '../core/dom.mjs'
import { short } from '../core/format.mjs'
import { lossCurve } from './losses.mjs'

/**
 * of: what lossCurve takes, and lands: one plot for each run, or a single one for all. What comes back has `curve` and
 * `legend` for ui.rows, and paint([{name, look, x: k => …, y: k => …, loss: array}]), which draws as many runs as it is given.
 */
export function runs(ui, { lands, ...of }) {
  let drawn = []
  const rows = [], legend = h('div', { class: 'gdf-legend gdf-values' })
  const land = i => lands[Math.min(i, lands.length - 1)]
  const onProbe = k => drawn.forEach(({ look, x, y, loss }, i) => {
    land(i).point(`probe${i}`, x(k), y(k), `gdf-probe ${look}`, 6)
    rows[i].lastChild.textContent = short(loss[k])
  })
  const curve = lossCurve(ui, { ...of, onProbe })
  const paint = runs => {
    drawn = runs
    runs.forEach(({ name, look, x, y, loss }, i) => {
      land(i).path(`run${i}`, loss.length, x, y, look)
      rows[i] ??= legend.appendChild(h('span', null, h('b', null), h('span'), h('strong')))
      rows[i].className = look
      rows[i].children[1].replaceChildren(...rich(name))
    })
    curve.runs(runs.map(({ name, look, loss }) => ({ name, look, y: loss })))
  }
  return { curve, legend: { element: legend }, paint }
}
