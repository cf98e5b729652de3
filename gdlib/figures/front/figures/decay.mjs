// Chapter 5: a schedule drawn by its knees, the floor of the rate in force, and the error, beside three known schedules.
import { clamp, fixed, pow10, short } from '../core/format.mjs'
import { drawn, meanSquare } from '../math/meansquare.mjs'
import { sgdFloor } from '../math/noise.mjs'
import { constant, cosine, inverseTime } from '../math/schedules.mjs'
import { knees, placed } from '../parts/knees.mjs'
import { presets } from '../parts/presets.mjs'

const KNOWN = [['constant', 'gdf-gd', 'constant 0.1'], ['inverse', 'gdf-nesterov', '1/(*λt*)'], ['cosine', 'gdf-adam', 'cosine from 0.1']]
const FAR = 12 // the logarithm of what has no end; −FAR of what has arrived

const known = ({ lambda, steps }) => Object.entries({ constant: [.1, constant()], inverse: [1 / lambda, inverseTime(1)], cosine: [.1, cosine(steps)] })
  .map(([name, [lr, shape]]) => [name, k => lr * shape(k)])

const places = ({ lambda, steps }, state) => {
  const end = Math.log10(steps), even = [1, 2, 3, 4].map(i => +(end * i / 5).toFixed(4))
  const best = t => lambda / (lambda ** 2 * t + state.sigma ** 2) // what wins most at update t, from a start at 1
  const along = (rate, times = even) => ({ log_times: times, log_rates: [0, ...times, end].map(u => clamp(+Math.log10(rate(10 ** u)).toFixed(3), -6, .15)) })
  return {
    'Constant': along(() => .1),
    'Drops': { log_times: [1.9, 2.05, 2.9, 3.02], log_rates: [-.7, -.7, -1.7, -1.7, -2.7, -2.7] },
    '1/√t': along(t => .5 / Math.sqrt(t)),
    '1/t': along(t => 1 / lambda / t),
    '¼ of 1/t': along(t => .25 / lambda / t),
    'Exponential': along(t => .1 * Math.exp(-.1 * (t + 1)), [.7, 1.15, 1.48, 1.78]),
    'Cosine': along(t => .05 * (1 + Math.cos(Math.PI * (t - 1) / steps)), [2.6, 3, 3.176, 3.267]),
    best: along(best),
  }
}

export default {
  name: 'a schedule that you draw, and the error that it leaves',

  compute(data, { log_times, log_rates, sigma }) {
    const { lambda, steps } = data, rates = drawn(placed(log_times, Math.log10(steps)), log_rates, steps)
    const path = (rate, noise = sigma) => meanSquare(rate, lambda, noise * noise, 1, steps)
    const mine = k => rates[k]
    return { rates, mean_square: path(mine), calm: path(mine, 0), ...Object.fromEntries(known(data).map(([name, rate]) => [name, path(rate)])) }
  },

  build(ui, data) {
    const hovered = { at: null }, [top, low] = axes(ui, data, hovered)
    const sigma = ui.slider('sigma', { name: 'Noise', symbol: 'σ', marks: [0, 1, 2].map(v => [v, v]) })
    const place = name => () => places(data, ui.state)[name], names = Object.keys(places(data, ui.state)).slice(0, -1)
    const go = presets(ui, 'Schedules to start from', names.map(name => [name, place(name)]))
    const jump = ui.button('Jump to the best', () => ui.glide(place('best')()))
    const known = KNOWN.map(([, look, label]) => [look, label])
    ui.rows([go], [top], [low], [ui.legend([['gdf-mine', 'yours'], ['gdf-quiet gdf-theory', 'floor of the rate in force'], ...known])], [sigma, jump])

    return (state, result) => {
      curves(top, low, data, state, result)
      const over = hovered.at
      read(top, over, result.rates[over - 1], v => `*t* = ${over},  *η* = ${short(v)}`)
      read(low, over, result.mean_square[over], v => `E *x*^{2} = ${short(v)}`)
      return `${verdict(data, state, result)} ${score(data, state.sigma ** 2, result.mean_square[data.steps])}`
    }
  },
}

/** The schedule with its knees, and the error; the pointer over either reads both off at `hovered.at`. */
function axes(ui, { steps }, hovered) {
  const last = Math.log10(steps), decades = list => list.map(e => [e, pow10(e)])
  const axis = { x: [-.07, last + .05], xticks: [0, 1, 2, 3].map(e => [e, String(10 ** e)]), grid: true, handles: true, margin: { l: 40, t: 26 } }
  const over = at => { hovered.at = at; ui.set({}) }
  const hover = plot => plot.pad(x => over(clamp(Math.round(10 ** x), 1, steps)), { hover: true, leave: () => over(null) })
  const top = hover(ui.plot({ ...axis, name: 'Your schedule: its knees', y: [-6.2, .75], margin: { l: 40, t: 26, b: 24 },
    height: w => w < 500 ? 190 : 210, yticks: decades([0, -2, -4, -6]), ylabel: 'learning rate *η* of update *t*' }))
  knees(top, { times: 'log_times', rates: 'log_rates', last, words: (x, y) => `update ${Math.round(10 ** x)}, rate ${short(10 ** y)}` })
  const low = hover(ui.plot({ ...axis, name: 'The error', y: [-5.2, .8], height: w => w < 500 ? 220 : 240, yticks: decades([0, -1, -2, -3, -4, -5]),
    ylabel: 'expected squared error E *x*_{t}^{2}', xlabel: 'update *t*' }))
  return [top, low]
}

/** All schedules above, what they leave below. */
function curves(top, low, data, state, result) {
  const { lambda, steps } = data, at = samples(steps), log = v => clamp(Math.log10(v), -FAR, FAR), edge = Math.log10(2 / lambda)
  const draw = (plot, name, value, look) => plot.line(name, at.length, i => Math.log10(at[i]), i => log(value(at[i])), look)
  top.line('edge', 2, i => top.x[i], () => edge, 'gdf-cross')
  top.text('beyond', Math.log10(steps), edge, 'beyond 2/*λ* it diverges', { dx: -4, dy: -5, anchor: 'end' })
  for (const [i, [name, rate]] of known(data).entries()) {
    draw(top, name, t => rate(t - 1), `gdf-thin gdf-faint ${KNOWN[i][1]}`)
    draw(low, name, t => result[name][t], `gdf-thin ${KNOWN[i][1]}`)
  }
  draw(low, 'floor', t => sgdFloor(result.rates[t - 1], lambda, state.sigma ** 2), 'gdf-thin gdf-theory gdf-quiet')
  draw(top, 'mine', t => result.rates[t - 1], 'gdf-bold')
  draw(low, 'mine', t => result.mean_square[t], 'gdf-bold')
}

/** Updates to draw: every one of the first, then a few hundred along the logarithmic axis. */
function samples(steps) {
  const all = Array.from({ length: 301 }, (_, i) => Math.round(steps ** (i / 300)))
  return [...new Set(all)]
}

/** What stands above the hovered update. */
function read(plot, t, value, words) {
  const x = t ? Math.log10(t) : NaN, y = Math.log10(value), right = x > .7 * plot.x[1]
  plot.line('hair', t ? 2 : 0, () => x, i => plot.y[i], 'gdf-cross')
  plot.point('here', x, y, 'gdf-probe', 4.5)
  plot.text('reading', x, Math.min(y, plot.y[1]), t ? words(value) : '', { dx: right ? -9 : 9, dy: -9, anchor: right ? 'end' : 'start' })
}

function score({ lambda, steps }, variance, end) {
  const least = 1 / (1 + steps * lambda * lambda / variance), times = end / least
  const words = `After ${steps} updates E *x*^{2} is ${short(end, 2)}`
  return variance && times < 1e6 ? `${words}, ${times < 10 ? fixed(times, 1) : short(times, 2)} times the best possible.` : `${words}.`
}

/** Where a schedule leads that goes on like its last stretch, t to the power −p. */
function verdict({ lambda, steps }, { log_times, log_rates, sigma }, { rates, mean_square, calm }) {
  const lr = rates[steps - 1], end = mean_square[steps], goal = sgdFloor(lr, lambda, sigma ** 2), left = Math.sqrt(calm[steps])
  const n = log_rates.length, p = (log_rates[n - 2] - log_rates[n - 1]) / (Math.log10(steps) - Math.max(...log_times))
  if (!(end < 10)) return 'It blows up: above *η* = 2/*λ* every step lands farther away than it began.'
  if (!sigma && left < .005) return 'Without noise there is no floor: it simply arrives, and decay only delays it.'
  if (p < -.05) return 'The rate rises at the end, and the floor rises with it.'
  if (p < .05) return end < 1.25 * goal ? 'It sits on its floor: at this rate it gets no lower, however long.'
    : `It is still on its way down to its floor${sigma ? `, ${short(goal, 2)}` : ''}.`
  if (p > 1.02) return spent(rates, left, end, sigma ** 2 / (lambda * lambda * steps))
  const c = lr * lambda * steps
  if (p > .9 && c < .5) return `Robbins–Monro, but it crawls: *η* = ${fixed(c, 2)}/(*λt*), and below ½ the start fades only like *t*^{−${fixed(c, 2)}}.`
  if (p > .505) return 'Robbins–Monro: ∑*η* is infinite, so it arrives; ∑*η*^{2} is finite, so its noise dies out.'
  return `It arrives, but slowly: like *t*^{−${fixed(p, 2)}} the rates go to 0, and E *x*^{2} sinks no faster than they do.`
}

function spent(rates, left, end, good) {
  const sum = short(rates.reduce((a, b) => a + b, 0), 3)
  if (left * left > .5 * end && left > .005)
    return `It stalls short: the rates add up to only ${sum} and leave ${fixed(100 * left, left < .1 ? 1 : 0)} % of the start.`
  return end > 15 * good ? `It freezes: the rates are spent (their sum is ${sum}) before the noise has died out.`
    : `It spends its rates (their sum is ${sum}) and lands in time.`
}
