// Chapter 7: an average that forgets, the weights of the past under it, and the bargain of noise against delay.
import { clamp, fixed, short } from '../core/format.mjs'
import { ewma, halfLife, mean, meanAge, variance, varianceFactor, weights } from '../math/averages.mjs'
import { code } from '../parts/code.mjs'

const LOOK = 'gdf-flat', FOOT = 343, TALL = 11, SEEN = [FOOT, 376] // ppm; the weights stand on the foot
const weeks = v => `${short(v)} week${v === 1 ? '' : 's'}`
const last = (x, n) => x.slice(x.length - n)

export default {
  name: 'an average that forgets',

  compute({ ppm, noise, measured }, { beta, week, mode }) {
    const correct = mode === 'corrected', average = ewma(ppm, beta, correct), share = correct ? 1 - beta ** week : 1
    return {
      mean: average, weights: weights(beta, week).map(v => v / share), theory: [halfLife(beta), meanAge(beta), varianceFactor(beta)],
      measured: [mean(last(average, measured).map((m, i) => ppm[ppm.length - measured + i] - m)), left(noise, beta, correct, measured)],
    }
  },

  build(ui, data) {
    const { min, max } = ui.spec.controls.beta, memory = beta => ({ beta: +clamp(beta, min, max).toFixed(4) })
    const air = weekly(ui, data, memory), price = bargain(ui, data, memory)
    const beta = ui.slider('beta', { name: 'Memory', symbol: 'β', marks: [0, .25, .5, .75, .99].map(v => [v, String(v)]) })
    beta.element.classList.add('gdf-wide')
    const legend = ui.legend([['gdf-reference', 'each week'], [LOOK, 'its average'], ['gdf-ink', 'trend']])
    const mode = ui.choice('mode', 'Bias correction', [['corrected', 'corrected'], ['raw', 'as it starts, from 0']])
    const names = code(ui, 'The same memory in pandas')
    ui.rows([air], [[legend, beta, mode, names], price])

    return (state, { mean: m, weights: w, theory, measured }) => {
      air.average(m, w, state.week - 1, theory[1])
      price.paint(state, theory, measured)
      names.write(state.mode === 'raw' ? RAW : pandas(state.beta, theory))
      return sentence(state, theory, measured, data)
    }
  },
}

/** The weeks, their average, and under them the weights of the past; the week and the mean age are dragged. */
function weekly(ui, data, memory) {
  let average = data.ppm
  const n = data.ppm.length
  const air = ui.plot({ name: 'Carbon dioxide over Mauna Loa and its average', x: [-4, n + 3], y: SEEN, handles: true,
    margin: { l: 32, t: 24, r: 6 }, height: w => Math.max(240, Math.min(330, w * .45)), ylabel: 'CO_{2}, ppm',
    yticks: [355, 360, 365, 370, 375].map(v => [v, String(v)]), xticks: w => data.years.filter((_, i) => w > 500 || i % 2 === 0),
    under: plot => still(plot, data) })
  air.handle({ label: 'Week; left and right arrow keys move it', look: LOOK, step: [1, 0], at: s => [s.week - 1, average[s.week - 1]],
    to: x => ({ week: clamp(Math.round(x) + 1, 1, n) }), words: s => `week ${s.week}` })
  air.handle({ label: 'Mean age, moves beta; left and right arrow keys move it', look: LOOK, small: true, step: [2, 0],
    at: s => [s.week - 1 - meanAge(s.beta), FOOT], words: s => `beta ${s.beta.toFixed(3)}`,
    to: x => { const age = Math.max(0, ui.state.week - 1 - x); return memory(age / (1 + age)) } })
  air.average = (m, w, t, age) => {
    average = m
    air.area('weights', Math.min(w.length, n), j => t - j, () => FOOT, j => FOOT + TALL * w[j] / w[0], LOOK)
    air.line('crown', w.length, j => t - j, j => FOOT + TALL * w[j] / w[0], `gdf-thin ${LOOK}`)
    air.line('mean', n, i => i, i => m[i], LOOK)
    air.line('drop', 2, () => t, i => i ? FOOT : m[t], 'gdf-cross')
    air.line('late', 3, i => i ? t - age : t, i => i < 2 ? m[t] : FOOT, 'gdf-theory gdf-thin gdf-ink')
    const [dx, anchor] = t > 200 ? [-14, 'end'] : [14, 'start']
    air.text('age', Math.max(0, t - age), FOOT, `mean age ${weeks(age)}`, { dx, dy: -8, anchor })
  }
  return air
}

/** What does not move: the data and their trend. */
function still(plot, { ppm, trend }) {
  plot.dots('weeks', ppm.length, i => i, i => ppm[i], 'gdf-reference').style.strokeWidth = 2.6
  plot.line('trend', trend.length, i => i, i => trend[i], 'gdf-ink gdf-faint')
}

/** The share of the noise's variance that its average keeps over the last weeks. */
const left = (noise, beta, correct, measured) => variance(last(ewma(noise, beta, correct), measured)) / variance(last(noise, measured))

const across = beta => -Math.log10(1 - beta), MEMORIES = Array.from({ length: 41 }, (_, i) => 1 - 10 ** (-i / 20))

/** Variance against delay: theory's line, along which β can be dragged, and what the real weeks get. */
function bargain(ui, { noise, measured }, memory) {
  const plot = ui.plot({ name: 'Noise against delay', title: 'Noise', x: [-.04, 2.06], y: [-2.4, .12], handles: true, grid: true, margin: { l: 36, t: 8 },
    height: () => 226,
    xlabel: 'mean age, weeks', xticks: [0, 1, 3, 9, 30, 99].map(a => [Math.log10(1 + a), String(a)]), yticks: [[0, '1'], [-1, '0.1'], [-2, '0.01']] })
  plot.handle({ label: 'Memory along the bargain; left and right arrow keys move it', look: LOOK, step: [.05, 0],
    at: s => [across(s.beta), Math.log10(varianceFactor(s.beta))],
    to: x => memory(1 - 10 ** -x), words: s => `beta ${s.beta.toFixed(3)}` })
  const real = MEMORIES.map(b => Math.log10(left(noise, b, true, measured)))
  plot.paint = ({ beta }, [, , factor], [, got]) => {
    plot.head(`Noise kept: ${short(factor, 2)} if independent, ${short(got, 2)} here`)
    plot.line('theory', MEMORIES.length, i => across(MEMORIES[i]), i => Math.log10(varianceFactor(MEMORIES[i])), `gdf-theory ${LOOK}`)
    plot.line('real', MEMORIES.length, i => across(MEMORIES[i]), i => real[i], 'gdf-thin gdf-reference')
    plot.text('real:name', 1.25, real[25], 'these weeks', { dy: -8 })
    plot.point('got', across(beta), Math.log10(got), 'gdf-reference')
  }
  return plot
}

/** The names that pandas has for this memory. */
const RAW = '# pandas has no average\n# that starts from 0;\n# adjust=False starts\n# from the first value'
const pandas = (beta, [half, age]) => ['# in pandas, any one of', `ewm(com=${short(age, 4)})`,
  ...(beta ? [`ewm(halflife=${short(half, 4)})`] : []), `ewm(span=${short(2 * age + 1, 4)})`].join('\n')

function sentence({ beta, week, mode }, [half, age], [gap], { slope, measured, ppm }) {
  if (mode === 'raw') {
    const missing = beta ** week
    return `From 0, the average of week ${week} holds ${fixed(100 * (1 - missing), missing < .1 ? 2 : 0)} % of the weight it should. ` +
      `${missing * 360 > .5 ? `That alone puts it about ${short(missing * 360, 2)} ppm too low; dividing by 1 − *β*^{t} mends it.` : 'The start is forgotten.'}`
  }
  if (!beta) return 'No memory: the average is the newest value, as noisy as that, and never late.'
  const ramp = ewma(ppm.map((_, i) => i), beta, true), late = mean(last(ramp, measured).map((m, i) => ppm.length - measured + i - m))
  return `Half-life ${weeks(half)}, mean age ${short(age)}. The air gains ${short(slope, 2)} ppm a week, ` +
    `so the average should trail it by ${fixed(slope * late)} ppm: ${fixed(gap)} measured.${beta > .97 ? ' The seasons are nearly gone.' : ''}`
}
