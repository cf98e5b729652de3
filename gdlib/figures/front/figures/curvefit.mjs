// Chapter 3: a curve through fourteen points, the trench of its loss in own units, and three ways down from where you stand.
import { clamp, fixed, short } from '../core/format.mjs'
import { descend, gd, momentum } from '../math/descent.mjs'
import { inMetric, inUnits, saturating } from '../math/fit.mjs'
import { start } from '../parts/bowl.mjs'
import { presets } from '../parts/presets.mjs'
import { terrain } from '../parts/terrain.mjs'

const WAYS = [['momentum', 'gdf-momentum', 'heavy ball'], ['gd', 'gdf-gd', 'gradient descent'], ['newton', 'gdf-third', 'Gauss–Newton']]
const LEVELS = [3, 10, 30, 100, 300, 1000, 3000, 1e4]
const SIZES = [.2, .5, 1, 2, 5, 10, 20, 50].map(s => [s, { y: [-s * 1.25, s * 1.25], yticks: [[-s, fixed(-s, s < 1)], [0, '0'], [s, fixed(s, s < 1)]] }])

export default {
  name: 'a curve through fourteen points, and three ways to its parameters',

  compute({ x, y, units, steps, hyper }, state) {
    const { model, rss, grad, gaussNewton } = saturating(x, y), w = state.start.map((v, i) => v * units[i]), own = inUnits(grad, units)
    const go = (grad, rule, n) => descend(grad, w, rule, n).map((v, i) => v / units[i % 2])
    return { gd: go(own, gd(hyper), steps.gd), momentum: go(own, momentum(hyper), steps.momentum),
      newton: go(inMetric(grad, gaussNewton), gd({ lr: 1 }), steps.newton),
      fitted: model(w), rss: [rss(w)] }
  },

  build(ui, data) {
    const best = data.answer.map((b, i) => b / data.units[i]), most = data.steps.gd
    const land = landscape(ui, data), [fit, off] = dataAndResiduals(ui), race = contest(ui, most)
    const gradients = ui.slider('gradients', { name: 'Gradients', symbol: 'k', marks: [[1, '1'], [100, '100'], [300, '300'], [most, String(most)]] })
    const places = presets(ui, 'Places', [['NIST’s start', () => ({ start: [1, 1] })], ['The answer', () => ({ start: best })]])
    ui.rows([land, [fit, off]], [[gradients, ui.legend(WAYS.map(([, look, name]) => [look, name])), places], race])

    return ({ gradients: k, start: at }, result) => {
      const right = WAYS.map(([way]) => digits(result[way], best))
      WAYS.forEach(([way, look], j) => run(land, race, way, look, result[way], right[j], k))
      land.point('answer', ...best, 'gdf-minimum', 6)
      race.line('six', 2, i => i * 3, () => 6, 'gdf-ink gdf-thin gdf-faint')
      race.line('now', 2, () => Math.log10(k), i => 12 * i, 'gdf-cross')
      const r = fitted(fit, off, data, at, result.fitted), [rss] = result.rss
      return `${place(r, rss / data.rss, at, best)} RSS ${short(rss, 4)} (certified: ${short(data.rss, 5)}). ${cost(right, k)}`
    }
  },
}

/** The error over both parameters, in units of their size; the start is dragged. */
function landscape(ui, { x, y, units }) {
  const { min, max } = ui.spec.controls.start, loss = saturating(x, y)
  const plot = ui.plot({ name: 'Contours of the loss with three paths', x: [min[0], max[0]], y: [min[1], max[1]], height: () => 366,
    margin: { l: 30, t: 24 }, handles: true, xlabel: '*w*_{1} / 250', ylabel: '*w*_{2} / 0.0005',
    xticks: [.8, 1, 1.2].map(v => [v, String(v)]), yticks: [.8, 1, 1.2, 1.4].map(v => [v, String(v)]),
    under: plot => terrain(plot, (a, b) => loss.rss([a * units[0], b * units[1]]), { levels: LEVELS }) })
  const words = ({ start: [a, b] }) => `w1 ${fixed(a * units[0], 1)}, w2 ${short(b * units[1])}`
  Object.assign(start(plot, 'start', 'The two parameters').handles[0], { look: 'gdf-ink', step: [.005, .005], words })
  return plot
}

function dataAndResiduals(ui) {
  const axis = { x: [0, 800], xticks: [[0, '0'], [400, '400'], [800, '800']] }, margin = { l: 34, t: 24 }
  const fit = ui.plot({ ...axis, name: 'Data and curve', y: [0, 105], yticks: [[0, '0'], [50, '50'], [100, '100']], ylabel: 'volume',
    margin: { ...margin, b: 20 }, height: w => w < 220 ? 170 : 192 })
  return [fit, ui.plot({ ...axis, name: 'Residuals', ...SIZES[6][1], ylabel: 'residual', xlabel: 'pressure', margin, height: () => 170, grid: true })]
}

/** Certified digits against the gradients that they cost; press it to choose how many are made. */
function contest(ui, most) {
  const plot = ui.plot({ name: 'Certified digits against gradients', x: [0, Math.log10(most)], y: [0, 11.5], grid: true,
    xticks: [1, 10, 100, most].map(k => [Math.log10(k), String(k)]), yticks: [[0, '0'], [3, '3'], [6, '6'], [9, '9']],
    xlabel: 'gradients', ylabel: 'certified digits', margin: { l: 30, t: 24 }, height: () => 190 })
  return plot.pad(v => ({ gradients: clamp(Math.round(10 ** v), 1, most) }))
}

/** One way to the answer, as far as k gradients lead. */
function run(land, race, way, look, path, right, k) {
  const n = Math.min(k, path.length / 2 - 1)
  land[way === 'momentum' ? 'line' : 'path'](way, n + 1, i => path[2 * i], i => path[2 * i + 1], look)
  land.point(`${way}:now`, path[2 * n], path[2 * n + 1], look)
  race.line(way, right.length - 1, i => Math.log10(i + 1), i => right[i + 1], look)
  race.point(`${way}:now`, Math.log10(Math.max(n, 1)), right[n], look)
}

/** The curve among the data, and what it leaves of them; the residuals. */
function fitted(fit, off, { x, y, units }, at, model) {
  const w = at.map((v, i) => v * units[i]), r = model.map((m, i) => m - y[i]), size = Math.max(...r.map(Math.abs))
  fit.line('curve', 81, i => 10 * i, i => w[0] * (1 - Math.exp(-w[1] * 10 * i)), 'gdf-ink')
  fit.dots('data', x.length, i => x[i], i => y[i], 'gdf-reference')
  off.range((SIZES.find(([s]) => size <= 1.2 * s) ?? SIZES.at(-1))[1])
  r.forEach((v, i) => off.line(`stem${i}`, 2, () => x[i], j => j * v, 'gdf-ink gdf-thin'))
  off.dots('residuals', x.length, i => x[i], i => r[i], 'gdf-ink')
  return r
}

/** Certified digits of the worse parameter, along a path in own units; 11 at most. */
function digits(path, best) {
  const wrong = i => Math.max(Math.abs(path[2 * i] / best[0] - 1), Math.abs(path[2 * i + 1] / best[1] - 1))
  return Array.from({ length: path.length / 2 }, (_, i) => -Math.log10(Math.max(wrong(i), 1e-11)))
}

function place(r, times, at, best) {
  if (times < 1.001) return 'This is the certified answer, as far as the eye can tell.'
  const astray = Math.abs(at[0] / best[0] - 1)
  if (times < 60 && astray > .01) return `Along the trench the fit hardly tells: *w*_{1} is off by ${fixed(100 * astray, 0)} %.`
  return `The curve ${r.every(v => v < 0) ? 'lies below all points.' : r.every(v => v > 0) ? 'lies above all points.' : 'crosses the data.'}`
}

function cost(right, k) {
  const six = right.map(d => d.findIndex(v => v >= 6)), there = j => six[j] >= 0 && six[j] <= k
  const name = j => WAYS[j][2], list = (js, each) => js.map(each).join(', '), all = [2, 0, 1]
  const done = list(all.filter(there), j => `${name(j)} after ${six[j]}`),
    way = list(all.filter(j => !there(j)), j => `${name(j)} ${fixed(Math.floor(10 * right[j][Math.min(k, right[j].length - 1)]) / 10, 1)}`)
  return `${done && `Six digits: ${done}.`} ${way && `Digits after ${k} gradient${k > 1 ? 's' : ''}: ${way}.`}`
}
