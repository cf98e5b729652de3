// Where a page or a notebook enters: draw a figure, hydrate the page's pictures, check this page's numbers against gdlib's.
import css from './style.css'
import dark from './dark.css'
import { mount, pageModel } from './core/mount.mjs'
import { figures } from './figures.mjs'

export const VERSION = 1
// one dark palette under three switches: the site's, JupyterLab's, and the system's where neither rules
const DARK = `html[data-theme="dark"] .gdf, body[data-jp-theme-light="false"] .gdf {${dark}}
@media (prefers-color-scheme: dark) { html:not([data-theme]) body:not([data-jp-theme-light]) .gdf {${dark}} }`

function style(el) {
  const root = el.getRootNode(), host = root instanceof ShadowRoot ? root : document.head
  if (host.querySelector('style[data-gdf-css]')) return
  const sheet = document.createElement('style')
  sheet.dataset.gdfCss = ''
  sheet.textContent = css + DARK
  host.append(sheet)
}

/** What keeps a spec from being drawn, in a sentence; nothing where all is well. */
function refusal(spec) {
  if (!spec) return 'What this figure was stored as cannot be read; the picture stands in for it.'
  if (spec.version !== VERSION) return `This figure was stored by another version of gdlib (${spec?.version}); the picture stands in for it.`
  if (!figures[spec.figure]) return `This page's script knows no figure called ${spec.figure}; the picture stands in for it.`
}

/** anywidget's entry: the same function draws on the page. */
export function render({ model, el }) {
  style(el)
  const spec = model.get('spec'), problem = refusal(spec), box = document.createElement('div')
  el.replaceChildren(box)
  if (problem) { box.textContent = problem; return () => {} }
  const dispose = mount(figures[spec.figure], model, box)
  el.gdfig = box.gdfig
  return dispose
}

/** The largest difference from gdlib's own numbers, relative to the size that the run has reached so far. */
export function difference(got, want) {
  let worst = 0
  for (const [name, numbers] of Object.entries(want)) {
    let scale = 1e-300
    numbers.forEach((v, i) => {
      scale = Math.max(scale, Math.abs(v))
      worst = Math.max(worst, Math.abs(v - got[name][i]) / scale || (v === got[name][i] ? 0 : Infinity))
    })
  }
  return worst
}

const TOLERANCE = 1e-12
const check = spec => difference(figures[spec.figure].compute(spec.data, spec.state), spec.check) <= TOLERANCE ? 'ok' : 'fail'
const PENDING = '[data-gdfig]:not([data-gdfig-on])'

const drawn = new Map() // each figure, and what takes it down
const gone = new MutationObserver(() => { for (const [el, dispose] of drawn) if (!el.isConnected) { drawn.delete(el); dispose() } })

function draw(el, spec) {
  const picture = [...el.childNodes], host = document.createElement('div')
  let dispose
  el.replaceChildren(host)
  try {
    dispose = render({ model: pageModel({ spec }), el: host })
    el.gdfig = host.gdfig
    el.dataset.parity = check(spec)
    drawn.set(el, dispose)
    gone.observe(document, { childList: true, subtree: true })
  } catch (error) {
    dispose?.()
    el.replaceChildren(...picture) // whatever went wrong, the reader keeps the picture
    el.dataset.parity = 'fail'
    console.error('gdlib.figures:', error)
  }
  performance.mark('gdfig-ready')
}

/** Bring every picture below `root` to life when it comes near the screen. */
export function hydrate(root = document) {
  for (const el of root.querySelectorAll(PENDING)) {
    el.dataset.gdfigOn = ''
    let spec
    try { spec = JSON.parse(el.dataset.gdfig) } catch { /* refused below */ }
    const problem = refusal(spec)
    if (problem) { el.append(Object.assign(document.createElement('p'), { textContent: problem })); continue }
    new IntersectionObserver((seen, watch) => {
      if (seen.some(entry => entry.isIntersecting)) { watch.disconnect(); draw(el, spec) }
    }, { rootMargin: '600px' }).observe(el)
  }
}

/** On a page: each figure as the parser reaches it, not when the last script has come. */
export function boot() {
  hydrate()
  if (document.readyState !== 'loading') return
  const watch = new MutationObserver(() => hydrate())
  watch.observe(document, { childList: true, subtree: true })
  document.addEventListener('DOMContentLoaded', () => { watch.disconnect(); hydrate() })
}

export default { render }
