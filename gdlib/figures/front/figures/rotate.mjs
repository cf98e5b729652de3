// Chapter 11: turn the bowl; gradient descent does not notice, a method with a step for each coordinate does.
import { clamp } from '../core/format.mjs'
import { adaptive } from '../math/adaptive.mjs'
import { along, compare, settles } from '../math/compare.mjs'
import { descend, gd } from '../math/descent.mjs'
import { gradient, value } from '../math/quadratic.mjs'
import { bowl } from '../parts/bowl.mjs'
import { runs } from '../parts/runs.mjs'

const NAMES = { adagrad: 'AdaGrad', rmsprop: 'RMSProp', adam: 'Adam', adam0: 'Adam, *β*_{1} = 0' }
const USUAL = { adagrad: 2, rmsprop: .038, adam: .43, adam0: .2 } // learning rates that suit the level bowl
const look = name => `gdf-${name === 'adam0' ? 'third' : name}`
const RIM = 9.4, EVERY = 5

/** The bowl turned by whole degrees, by gdlib's own cosines; and its start, which turns with it. */
function turned({ kappa, cos }, angle, [u, v]) {
  const c = cos[angle], s = cos[90 - angle], H = [c * c + kappa * s * s, (1 - kappa) * c * s, s * s + kappa * c * c]
  return { f: { value: w => value(H, w[0], w[1]), gradient: gradient(H) }, start: [c * u - s * v, s * u + c * v] }
}

/** A rule by its name; without momentum Adam multiplies rounding errors, so the powers of its β₂ are gdlib's own. */
function rule({ powers }, method, lr) {
  const power = (beta, t) => beta === .999 ? powers[t] : beta ** t
  return method === 'adam0' ? adaptive.adam({ lr, beta1: 0, power }) : adaptive[method]({ lr, power })
}

/** Steps until the loss stays below the target. */
function needs(data, angle, from, method) {
  const { f, start } = turned(data, angle, from)
  return settles(along(f.value, descend(f.gradient, start, method, data.steps), 2), data.target)
}

const quarter = (data, from, method) => Array.from({ length: 90 / EVERY + 1 }, (_, i) => needs(data, i * EVERY, from, method))

/** The same, remembered: turning the bowl changes neither method's profile, and a new η only one of the two. */
function once(make) {
  let made, known, key
  return (data, ...of) => {
    const now = JSON.stringify(of)
    if (data !== known || now !== key) { made = make(data, ...of); known = data; key = now }
    return made
  }
}
const plain = once((data, start) => quarter(data, start, gd(data)))
const other = once((data, start, method, lr) => quarter(data, start, rule(data, method, lr)))

export default {
  name: 'a bowl to turn',

  compute(data, state) {
    const { f, start } = turned(data, state.angle, state.start)
    const result = compare(f, start, { gd: gd(data), [state.method]: rule(data, state.method, state.lr) }, data.steps)
    return { ...result, 'gd turned': plain(data, state.start), [`${state.method} turned`]: other(data, state.start, state.method, state.lr) }
  },

  build(ui, data) {
    const land = turntable(ui, data)
    const race = runs(ui, { lands: [land], steps: data.steps, from: -8, to: 4, every: 4, probe: 30, height: () => 164 })
    const turn = profile(ui, data)
    const method = ui.choice('method', 'Method', Object.entries(NAMES), name => ({ lr: USUAL[name] }))
    const lr = ui.slider('lr', { name: 'Its learning rate', symbol: 'η', marks: [.01, .1, 1, 10].map(v => [v, v]) })
    const jump = ui.button('Best η at this angle', () => ui.glide({ lr: fastest(data, ui.state) }))
    ui.rows([land, [method, lr, jump, race.legend, turn]], [race.curve])

    return (state, result) => {
      const entry = (name, label) => ({ name: label, look: look(name), loss: result[`${name} loss`], x: k => result[name][2 * k],
        y: k => result[name][2 * k + 1] })
      const both = [entry('gd', 'Gradient descent'), entry(state.method, NAMES[state.method])]
      land.turn(state.angle)
      race.paint(both)
      const needed = both.map(({ loss }) => settles(loss, data.target)), counts = [result['gd turned'], result[`${state.method} turned`]]
      turn.profiles(state, counts, needed)
      return words(state, needed, counts, data)
    }
  },
}

/** The bowl from above: drag it, or the knob at its rim, and it turns; the start keeps its place in the bowl. */
function turntable(ui, { kappa, cos }) {
  const degrees = (x, y) => Math.atan2(y, x) * 180 / Math.PI, to = angle => ({ angle: clamp(Math.round(angle), 0, 90) }), { min, max } = ui.spec.controls.start
  const plot = ui.plot({ name: 'The bowl from above with both paths', x: [-12, 12], y: [0, 0], equal: true, bare: true, class: 'gdf-land gdf-turn',
    height: w => w * (ui.phone ? .84 : .94), handles: true })
  let held = 0
  plot.pad((x, y, begins) => {
    const at = degrees(x, y)
    if (begins) held = ui.state.angle - at
    return to((at + held + 540) % 360 - 180)
  })
  plot.handle({ label: 'Turn of the bowl; arrow keys turn it', small: true, look: 'gdf-quiet', at: s => [RIM * cos[s.angle], RIM * cos[90 - s.angle]],
    to: (x, y) => to(degrees(x, y)), by: (dx, dy) => to(ui.state.angle + dx + dy), words: s => `${s.angle} degrees` })
  plot.handle({ label: 'Starting point; arrow keys move it', step: [.2, .2], at: s => turned({ kappa, cos }, s.angle, s.start).start,
    words: s => s.start.map(v => v.toFixed(1)).join(', '),
    to(x, y) {
      const c = cos[ui.state.angle], s = cos[90 - ui.state.angle]
      return { start: [c * x + s * y, c * y - s * x].map((v, i) => +clamp(v, min[i], max[i]).toFixed(3)) }
    } })
  plot.turn = angle => {
    bowl(plot, [1, kappa], angle * Math.PI / 180, .44)
    plot.text('hint', plot.x[0], plot.y[0], 'drag to turn', { dx: 12, dy: -11 })
    plot.text('turn', RIM * cos[angle], RIM * cos[90 - angle], `${angle}°`,
      { dx: angle > 60 ? 14 : 0, dy: angle > 60 ? 4 : -14, anchor: angle > 60 ? 'start' : 'middle', look: 'gdf-tag' })
  }
  return plot
}

/** Steps needed against the angle, for both methods; press it to turn the bowl there. */
function profile(ui, { steps, target }) {
  const to = x => ({ angle: Math.round(x) })
  const plot = ui.plot({ name: 'Steps against the turn of the bowl', title: `Steps until the loss stays below ${target}`, class: 'gdf-wide', x: [0, 90],
    y: [0, 1.08 * steps], height: () => 128, margin: { l: 30, r: 12, t: 8, b: 24 }, grid: true, handles: true,
    xticks: [0, 15, 30, 45, 60, 75, 90].map(v => [v, `${v}°`]), yticks: [0, 100, 200, 300].map(v => [v, String(v)]) })
  let here = 0
  plot.pad(to).handle({ label: 'Turn of the bowl; arrow keys turn it', small: true, look: 'gdf-quiet', step: [1, 0], at: s => [s.angle, here], to,
    words: s => `${s.angle} degrees: ${here} steps` })
  plot.profiles = ({ angle, method }, counts, needed) => {
    here = needed[1]
    plot.line('here', 2, () => angle, i => plot.y[i], 'gdf-cross')
    counts.forEach((count, i) => plot.line(`count${i}`, count.length, j => j * EVERY, j => count[j], look(i ? method : 'gd')))
  }
  return plot
}

/** The learning rate that settles first at this angle; where none does, the one with the lowest loss in the end. */
function fastest(data, { method, angle, start }) {
  const { f, start: from } = turned(data, angle, start)
  const cost = lr => {
    const loss = along(f.value, descend(f.gradient, from, rule(data, method, lr), data.steps), 2)
    return settles(loss, data.target) + 1 - 1 / (1 + loss[data.steps])
  }
  const grid = Array.from({ length: 61 }, (_, i) => 10 ** (i / 20 - 2)), costs = grid.map(cost)
  return +grid[costs.indexOf(Math.min(...costs))].toPrecision(4)
}

function words({ angle, method }, [plain, other], [plains, others], { steps }) {
  const say = k => k > steps ? `more than ${steps}` : k, [low, high] = [Math.min(other, ...others), Math.max(other, ...others)]
  const where = angle % 90 ? `Turned by ${angle}°` : 'Level with the axes', always = plains.every(k => k === plain) ? ', as at every angle' : ''
  const both = `${where}, gradient descent needs ${say(plain)} steps${always}; ${NAMES[method].replace(',', ' with')} needs ${say(other)}`
  return low === high ? `${both}, as at every angle.` : `${both}: from ${low} to ${say(high)} as the bowl turns.`
}
