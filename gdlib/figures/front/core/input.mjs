// Controls made of the browser's own inputs: keyboard, touch and screen readers come with them.
import { h, plain, rich } from './dom.mjs'
import { fixed } from './format.mjs'

/** Decimals that a step needs: 0.005 needs three. */
const decimals = step => Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))

/**
 * A named range. `of` is {min, max, step, log} from the Python face; marks are [[value, label]] under the track.
 * On a logarithmic slider min, max, step and the track are powers of ten, and the value is 10 to that power.
 */
export function slider({ id, of, name, symbol, marks = [], show, onInput }) {
  const into = of.log ? Math.log10 : v => v, out = of.log ? v => +(10 ** v).toPrecision(12) : v => v
  show ??= of.log ? v => String(+v.toPrecision(3)) : v => fixed(v, decimals(of.step))
  const value = h('span', { class: 'gdf-value' }) // not <output>: a live region would speak at every step
  const input = h('input', { id, type: 'range', min: of.min, max: of.max, step: of.step, oninput: () => onInput(out(+input.value)) })
  const share = v => (into(v) - of.min) / (of.max - of.min)
  const place = v => `left:calc(var(--gdf-thumb)/2 + (100% - var(--gdf-thumb))*${share(v)})`
  const ticks = marks.map(([v, label]) => h('span', { style: place(v) }, label))
  const element = h('div', { class: 'gdf-slider' },
    h('label', { for: id }, rich(`${name} *${symbol}* = `), value),
    h('div', { class: 'gdf-track' }, input, h('div', { class: 'gdf-marks', 'aria-hidden': 'true' }, ticks)))
  return {
    element,
    set(v) {
      if (+input.value !== into(v)) input.value = into(v)
      value.textContent = show(v)
      input.setAttribute('aria-valuetext', `${plain(symbol)} = ${show(v)}`)
      input.style.setProperty('--gdf-fill', share(v))
    },
    best(v) {
      element.classList.toggle('gdf-has-best', v != null)
      if (v != null) element.style.setProperty('--gdf-best', share(v))
    },
  }
}

/** Radio buttons in a row: options are [[value, label]]. */
export function choice({ id, legend, options, onInput }) {
  const radios = options.map(([value, label]) => [value, label, h('input', { type: 'radio', name: id, value, onchange: () => onInput(value) })])
  const labels = radios.map(([value, label, radio]) => h('label', { class: `gdf-${value}` }, radio, h('span', null, h('bdi', null, rich(label)))))
  return {
    element: h('fieldset', { class: 'gdf-choice' }, h('legend', null, legend), labels),
    set(v) { for (const [value, , radio] of radios) radio.checked = value === v },
  }
}

/** A named menu for more options than fit a row: options are [[value, label]]. */
export function menu({ id, name, options, onInput }) {
  const select = h('select', { id, onchange: () => onInput(select.value) }, options.map(([value, label]) => h('option', { value }, label)))
  return {
    element: h('div', { class: 'gdf-menu' }, h('label', { for: id }, name), select),
    set(v) { select.value = v },
  }
}

/** A button. */
export const button = (label, onclick) => h('button', { type: 'button', class: 'gdf-button', onclick }, label)
