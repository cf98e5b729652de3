// What a figure's build() is handed: makers of plots and controls, the arrangement, the sentence in words.
import { h, rich } from './dom.mjs'
import { Plot } from './plot.mjs'
import * as input from './input.mjs'

let figures = 0
const SPEAK_AFTER = 600 // ms of stillness before a screen reader is told
const GLIDE = 700 // ms
export const PHONE = 560 // px; narrower figures stack

export class UI {
  #n = 0
  #plots = []
  #controls = {}
  #number = ++figures

  constructor(root, spec, state, set, signal) {
    Object.assign(this, { root, spec, state, set, signal })
    this.caption = h('p', { class: 'gdf-words', id: this.id('w') })
    this.status = h('p', { class: 'gdf-unseen', role: 'status', 'aria-live': 'polite' })
  }

  /** An id that no other figure on the page has. */
  id(kind) { return `gdf${this.#number}-${kind}${++this.#n}` }

  plot(of) { const plot = new Plot(of, this); this.#plots.push(plot); return plot }

  /** A range for a trait of the Python face, whose limits it takes: slider('lr', {name: 'Learning rate', symbol: 'η', marks}). */
  slider(key, of) { return this.#control(key, input.slider({ id: this.id('s'), of: this.spec.controls[key], onInput: v => this.#pick(key, v), ...of })) }

  /** Radio buttons; also(value) is a patch of what moves along. */
  choice(key, legend, options, also) {
    return this.#control(key, input.choice({ id: this.id('r'), legend, options, onInput: v => this.#pick(key, v, also?.(v)) }))
  }

  menu(key, name, options, also) { return this.#control(key, input.menu({ id: this.id('m'), name, options, onInput: v => this.#pick(key, v, also?.(v)) })) }

  button(label, onclick) { return { element: input.button(label, onclick) } }

  /** Names of what is drawn: [[look, name]] with the colours of the book. */
  legend(entries) { return { element: h('div', { class: 'gdf-legend' }, entries.map(([look, name]) => h('span', { class: look }, h('b', null), rich(name)))) } }

  #control(key, control) { this.#controls[key] = control; return control }

  #pick(key, value, also) { this.gliding = 0; this.set({ [key]: value, ...also }) }

  /** Move numbers (or lists of them) of the state to where `to` has them, so that the eye can follow; at once for those who ask for less motion. */
  glide(to) {
    const from = { ...this.state }, begun = performance.now(), mine = this.gliding = (this.gliding ?? 0) + 1
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const tick = now => {
      if (this.signal.aborted || this.gliding !== mine) return
      const u = still ? 1 : Math.min(1, Math.max(0, (now - begun) / GLIDE)), share = u * u * (3 - 2 * u)
      this.set(u < 1 ? Object.fromEntries(Object.keys(to).map(k => [k, between(from[k], to[k], share)])) : to)
      if (u < 1) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  }

  /** Colours that a property of the style sheet names, as [r, g, b]. */
  colours(property) {
    const list = getComputedStyle(this.root).getPropertyValue(property).trim().split(/\s+/)
    return list.map(c => [1, 3, 5].map(i => parseInt(c.slice(i, i + 2), 16)))
  }

  /** Rows from top to bottom; a row is a list of plots, controls and lists of controls that stand above each other. */
  rows(...rows) {
    const cell = item => Array.isArray(item) ? h('div', { class: 'gdf-controls' }, item.map(cell)) : item.element
    this.body = rows.map(row => h('div', { class: `gdf-row gdf-row-${row.length}` }, row.map(cell)))
  }

  /** Hang everything into the page, once. */
  finish(figure, paint) {
    this.paint = paint
    this.root.classList.add('gdf')
    this.root.setAttribute('role', 'group')
    this.root.setAttribute('aria-label', `Interactive figure: ${figure.name}`)
    this.root.setAttribute('aria-describedby', this.caption.id)
    this.root.replaceChildren(...this.body, this.caption, this.status)
  }

  layout(width) {
    this.phone = width < PHONE
    this.root.classList.toggle('gdf-phone', this.phone)
    this.root.classList.toggle('gdf-narrow', width < 300)
    for (const plot of this.#plots) {
      const room = Math.floor(plot.element.getBoundingClientRect().width)
      if (room > 60) plot.layout(room)
    }
  }

  /** One frame: controls, handles, marks and words follow the state. */
  draw(state, result) {
    for (const key in this.#controls) this.#controls[key].set(state[key])
    if (this.#plots.some(plot => !plot.X)) return // the figure is hidden, or has no room yet
    const words = this.paint(state, result)
    for (const plot of this.#plots) plot.place(state)
    if (words && words !== this.words) this.#say(words)
  }

  #say(words) {
    this.words = words
    this.caption.replaceChildren(...rich(words))
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { this.status.textContent = this.caption.textContent }, SPEAK_AFTER)
  }

  stop() { clearTimeout(this.timer) }
}

const between = (a, b, share) => Array.isArray(b) ? b.map((v, i) => between(a[i], v, share)) : a + (b - a) * share
