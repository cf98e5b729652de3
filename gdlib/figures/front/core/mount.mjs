// The one runtime for both worlds: a live notebook's model, or the page's stand-in for it, drives the same figure.
import { UI } from './ui.mjs'

/** What anywidget's model is to a figure, without a kernel. */
export function pageModel(data) {
  const listeners = new Map()
  const of = event => listeners.get(event) ?? listeners.set(event, new Set()).get(event)
  return {
    get: key => data[key],
    set(key, value) { data[key] = value; for (const f of of(`change:${key}`)) f() },
    on(event, f) { of(event).add(f) },
    off(event, f) { f ? of(event).delete(f) : listeners.clear() },
    save_changes() {},
  }
}

const SEND_EVERY = 80 // ms; the drawing never waits for the kernel
const THEMES = ['data-theme', 'data-jp-theme-light', 'data-jp-theme-name', 'class']

/** Draw a figure into `el`; returns what takes it down again. */
export function mount(figure, model, el) {
  const spec = model.get('spec'), keys = Object.keys(spec.state), off = new AbortController()
  const state = Object.fromEntries(keys.map(key => [key, model.get(key) ?? spec.state[key]]))
  let frame = 0, timer = 0, result
  const draw = () => { frame = 0; if (!off.signal.aborted) ui.draw(state, result ??= figure.compute(spec.data, state)) }
  const schedule = () => { result = undefined; frame ||= requestAnimationFrame(draw) }
  const unsent = new Set() // what the hand has moved since the kernel was last told
  const send = () => { timer = 0; unsent.clear(); model.save_changes() }
  const set = patch => {
    if (off.signal.aborted || !patch) return
    Object.assign(state, patch)
    for (const key in patch) { unsent.add(key); model.set(key, patch[key]) }
    schedule()
    timer ||= setTimeout(send, SEND_EVERY)
  }
  const ui = new UI(el, spec, state, set, off.signal)
  const paint = figure.build(ui, spec.data)
  ui.finish(figure, paint)

  const hear = key => {
    if (Object.is(state[key], model.get(key))) return // NaN is itself here
    if (unsent.has(key)) return model.set(key, state[key]) // the kernel's echo of an earlier place: the hand is further
    state[key] = model.get(key)
    schedule()
  }
  const heard = keys.map(key => [`change:${key}`, () => hear(key)])
  for (const [event, f] of heard) model.on(event, f)
  let width = 0
  const fit = w => { if (w >= 40 && w !== width) { width = w; ui.layout(w); draw() } }
  fit(Math.round(el.getBoundingClientRect().width)) // in the same frame: nothing on the page moves
  const size = new ResizeObserver(([entry]) => fit(Math.round(entry.contentRect.width)))
  size.observe(el)
  const retheme = () => { if (width) { ui.layout(width); draw() } }
  const theme = new MutationObserver(retheme)
  for (const node of [document.documentElement, document.body]) theme.observe(node, { attributes: true, attributeFilter: THEMES })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', retheme, { signal: off.signal })

  el.gdfig = { state, set, spec, get result() { return result ??= figure.compute(spec.data, state) } }
  return () => {
    off.abort(); size.disconnect(); theme.disconnect(); ui.stop()
    cancelAnimationFrame(frame); clearTimeout(timer)
    for (const [event, f] of heard) model.off(event, f)
  }
}
