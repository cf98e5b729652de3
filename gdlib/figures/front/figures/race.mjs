// Chapter 9: gradient descent, the heavy ball and Nesterov's method from one start, with one η and one β.
import { clamp, fixed } from '../core/format.mjs'
import { compare, settles } from '../math/compare.mjs'
import { rules } from '../math/descent.mjs'
import { threeSlopes } from '../math/functions.mjs'
import { best, limit } from '../math/quadratic.mjs'
import { bowl } from '../parts/bowl.mjs'
import { presets } from '../parts/presets.mjs'
import { runs } from '../parts/runs.mjs'

const NAMES = { gd: 'Gradient descent', momentum: 'Heavy ball', nesterov: 'Nesterov' }
const METHODS = Object.keys(NAMES)
const FRAMES = { ravine: [-1.45, 1.45], slopes: [-12, 134] }

const functions = kappa => ({
  ravine: { value: ([x, y]) => 0.5 * (x * x + kappa * y * y), gradient: ([x, y]) => [x, kappa * y], at: ([x, y]) => [x, y] },
  slopes: { value: ([x]) => threeSlopes.value(x), gradient: ([x]) => [threeSlopes.slope(x)], at: ([x]) => [x, threeSlopes.value(x)] },
})

export default {
  name: 'three methods from one start',

  compute({ kappa, steps }, { on, lr, beta, start }) {
    const methods = Object.fromEntries(METHODS.map(name => [name, rules[name]({ lr, beta })]))
    return compare(functions(kappa)[on], on === 'ravine' ? start : start.slice(0, 1), methods, steps)
  },

  build(ui, { kappa, steps }) {
    const lands = METHODS.map(name => land(ui, name, functions(kappa)))
    const race = runs(ui, { lands, steps, from: -9, to: 3, probe: 12, class: 'gdf-wide', height: () => 178 })
    const on = ui.choice('on', 'Function', [['ravine', 'Ravine'], ['slopes', 'Lessard’s function']])
    const lr = ui.slider('lr', { name: 'Learning rate', symbol: 'η', marks: [0, .04, .08, .12, .16].map(v => [v, v]) })
    const beta = ui.slider('beta', { name: 'Momentum', symbol: 'β', marks: [[0, '0'], [.5, '0.5'], [1, '1']] })
    const place = method => () => { const [lr, beta] = best(method, [1, kappa]); return { lr, beta } }
    const jump = presets(ui, 'Best on the ravine', [['Best heavy ball', place('momentum')], ['Best Nesterov', place('nesterov')]])
    ui.rows([lands, [on, lr, beta, jump, race.curve, race.legend]])

    return (state, result) => {
      const d = state.on === 'ravine' ? 2 : 1, { at } = functions(kappa)[state.on]
      for (const plot of lands) plot.frame(state.on)
      const entries = Object.entries(NAMES).map(([method, name]) => {
        const point = k => at(result[method].subarray(d * k, d * k + d))
        return { name, look: `gdf-${method}`, x: k => point(k)[0], y: k => point(k)[1], loss: result[`${method} loss`] }
      })
      race.paint(entries)
      return words(state, entries.map(({ loss }) => loss), result.momentum)
    }
  },
}

/** One method's view of the function, with the start that all share. */
function land(ui, method, of) {
  const { min, max } = ui.spec.controls.start
  const plot = ui.plot({ name: NAMES[method], title: NAMES[method], x: [-3.6, 3.6], y: FRAMES[ui.state.on], bare: true, class: 'gdf-land gdf-wide',
    handles: true,
    height: () => ui.phone ? 84 : 134, under: () => ui.state.on === 'ravine' ? bowl(plot, [1, 25]) : hill(plot) })
  plot.handle({
    label: `Starting point for ${NAMES[method]}; arrow keys move it`, small: true, step: [.05, .02], at: s => of[s.on].at(s.start),
    to: (x, y) => ({ start: [x, ui.state.on === 'ravine' ? y : ui.state.start[1]].map((v, i) => +clamp(v, min[i], max[i]).toFixed(4)) }),
    words: s => `from ${s.start.slice(0, s.on === 'ravine' ? 2 : 1).map(v => fixed(v)).join(' and ')}`,
  })
  plot.frame = on => { if (plot.of.y !== FRAMES[on]) { plot.of.y = FRAMES[on]; plot.layout(plot.width) } }
  return plot
}

/** Lessard's function from the side, its flat stretch marked. */
function hill(plot) {
  const draw = (key, a, b, look) => plot.line(key, 81, i => a + (b - a) * i / 80, i => threeSlopes.value(a + (b - a) * i / 80), look)
  plot.area('ground', 81, i => .09 * (i - 40), () => plot.y[0], i => threeSlopes.value(.09 * (i - 40)), 'gdf-reference')
  draw('hill', -3.6, 3.6, 'gdf-quiet')
  draw('stretch', 1, 2, 'gdf-bold gdf-ink')
  plot.point('minimum', 0, 0, 'gdf-minimum', 4)
}

function words({ on, lr, beta }, losses, ball) {
  if (!losses[0][0]) return 'You start at the minimum, and there is nothing to do.'
  if (!lr) return 'With a learning rate of zero nobody moves.'
  const last = ball.length - 1, around = on === 'slopes' && Math.abs(ball[last] - ball[last - 3]) < 1e-3 && Math.abs(ball[last] - ball[last - 1]) > .1
  const ends = losses.map((loss, i) => i === 1 && around
    ? `jumps for ever between ${[0, 1, 2].map(j => ball[last - j]).sort((a, b) => a - b).map(v => fixed(v)).join(' and ')}`
    : fate(loss, on === 'ravine' && limit(METHODS[i], 25, beta)))
  return `Down to a millionth of the first loss: gradient descent ${ends[0]}, the heavy ball ${ends[1]}, Nesterov ${ends[2]}.`
}

function fate(loss, limit) {
  const end = loss[loss.length - 1], k = settles(loss, 1e-6 * loss[0])
  if (end > 100 * loss[0]) return limit ? `diverges (its limit is ${fixed(limit, 3)})` : 'diverges'
  return k < loss.length ? `takes ${k} steps` : `needs more than ${loss.length - 1}`
}
