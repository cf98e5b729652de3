// Chapter 13: the predicted sizes of signal and error through fifty layers; drag the end of either curve to change the gain.
import { clamp, fixed, pow10, short } from '../core/format.mjs'
import { activations, gain, signalSizes } from '../math/signals.mjs'

const sizes = (data, state) => signalSizes(activations[state.activation], state.gain * state.gain, data.depth + 1, data)
const LOOKS = { signal: 'gdf-flat', error: 'gdf-steep' }

export default {
  name: 'signal and error through fifty layers',

  compute: (data, state) => ({ ...sizes(data, state), keeps: [gain(activations[state.activation], data)] }),

  build(ui, data) {
    const { depth } = data, { min, max, step } = ui.spec.controls.gain
    const plot = ui.plot({ name: 'Size of signal and error in each layer', title: 'Size', x: [-1.5, depth + 1.5], y: [-18, 18],
      height: w => w < 500 ? 290 : 330, margin: { l: 44, r: 14, t: 8 }, grid: true, handles: true,
      xticks: [0, 10, 20, 30, 40, 50].map(v => [v, String(v)]), yticks: [-16, -8, 0, 8, 16].map(v => [v, pow10(v)]), xlabel: 'layer' })
    const ends = { signal: [depth, ({ forward }) => forward[depth]], error: [0, ({ backward }) => backward[0]] }
    const size = name => Math.log10(ends[name][1](sizes(data, ui.state)))
    const reach = (name, y) => { // both ends rise with the gain: halve the range
      let low = min, high = max
      for (let i = 0; i < 11; i++) { const s = (low + high) / 2; ends[name][1](sizes(data, { ...ui.state, gain: s })) < 10 ** y ? low = s : high = s }
      return { gain: +clamp((low + high) / 2, min + 1e-3, max - 1e-3).toFixed(3) }
    }
    for (const name in ends) plot.handle({ label: `What is left of the ${name}; up and down arrow keys change the gain`, look: LOOKS[name],
      at: () => [ends[name][0], size(name)], to: (_, y) => reach(name, y),
      by: (dx, dy) => ({ gain: +clamp(ui.state.gain + step * (dx + dy), min, max).toFixed(10) }),
      words: s => `gain ${s.gain.toFixed(2)}: 10 to the ${fixed(size(name), 1)}` })
    const kind = ui.choice('activation', 'Activation', [['linear', 'none'], ['tanh', 'tanh'], ['relu', 'ReLU'], ['sigmoid', 'sigmoid']])
    const slider = ui.slider('gain', { name: 'Gain', symbol: 's', marks: [.5, 1, 1.5, 2].map(v => [v, String(v)]) })
    const jump = ui.button('Jump to the gain that keeps the signal', () => ui.glide({ gain: +gain(activations[ui.state.activation], data).toFixed(6) }))
    ui.rows([plot], [[kind, ui.legend([[`${LOOKS.signal} gdf-theory`, 'signal, forward →'], [`${LOOKS.error} gdf-theory`, '← error, backward']])],
      [slider, jump]])

    return (state, { forward, backward, keeps: [best] }) => {
      const [s, e] = [forward[depth], backward[0]]
      plot.head(`Predicted size, weights of std ${fixed(state.gain, 2)}/√*n*`)
      plot.line('one', 2, i => plot.x[i], () => 0, 'gdf-cross')
      plot.line('error', depth + 1, l => l, l => Math.log10(backward[l]), `gdf-bold gdf-theory ${LOOKS.error}`)
      plot.line('signal', depth + 1, l => l, l => Math.log10(forward[l]), `gdf-bold gdf-theory ${LOOKS.signal}`)
      for (const [name, v, dx, anchor] of [['signal', s, -4, 'end'], ['error', e, 4, 'start']]) {
        const y = clamp(Math.log10(v), -16.6, 16.6)
        plot.text(name + ':left', ends[name][0], y, `${name} ${short(v, 2)}`, { dx: dx * 4, dy: y > -3 || y < -14 ? -14 : 18, anchor, look: 'gdf-tag' })
      }
      slider.best(best)
      return sentence(state, s, e, depth)
    }
  },
}

const fate = v => v < .01 ? 'vanishes' : v > 100 ? 'explodes' : Math.abs(v - 1) < .1 ? 'is kept' : v < 1 ? 'fades' : 'grows'

function sentence({ activation, gain }, s, e, depth) {
  const factor = v => fixed(v ** (1 / depth), 3), left = v => short(v, 2)
  if (Math.abs(Math.log(s / e)) < 1e-6) {
    const both = { vanishes: 'both vanish', explodes: 'both explode', 'is kept': 'both are kept', fades: 'both fade', grows: 'both grow' }[fate(s)]
    return `Every layer multiplies signal and error by ${factor(s)}: ${both}. After ${depth} layers ${left(s)} of a 1 is left.`
  }
  const more = activation === 'sigmoid' ? ' What lasts of a sigmoid’s signal is its mean, much the same for every input.' : gain > 1.02
    ? ' Tanh caps the signal; nothing caps the error.' : ''
  return `An average layer multiplies the signal by ${factor(s)}: it ${fate(s)}, and ${left(s)} is left after ${depth}. ` +
    `It multiplies the error by ${factor(e)}: that ${fate(e)}, to ${left(e)}.${more}`
}
