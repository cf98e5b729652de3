// What every figure shares, and where a page or a notebook enters: draw a figure, hydrate the page's pictures, check this
// page's numbers against gdlib's. Each figure has a script of its own, which may come before this one or after it.
import css from './style.css'
import dark from './dark.css'
import { mount, pageModel } from './core/mount.mjs'

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

const figures = new Map() // those whose script has come
const waiting = new Map() // each picture whose figure's script has not, and its spec
const STANDS_IN = 'the picture stands in for it.'

/** What keeps a spec from being drawn, in a sentence; nothing where all is well. */
function refusal(spec) {
  if (!spec) return `What this figure was stored as cannot be read; ${STANDS_IN}`
  if (spec.version !== VERSION) return `This figure was stored by another version of gdlib (${spec?.version}); ${STANDS_IN}`
}

const unknown = spec => figures.has(spec.figure) ? '' : `This page's script knows no figure called ${spec.figure}; ${STANDS_IN}`

/** anywidget's entry: the same function draws on the page. */
function render({ model, el }) {
  style(el)
  const spec = model.get('spec'), problem = refusal(spec) || unknown(spec), box = document.createElement('div')
  el.replaceChildren(box)
  if (problem) { box.textContent = problem; return () => {} }
  const dispose = mount(figures.get(spec.figure), model, box)
  el.gdfig = box.gdfig
  return dispose
}

/** The largest difference from gdlib's own numbers, relative to the size that the run has reached so far. */
function difference(got, want) {
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
const check = spec => difference(figures.get(spec.figure).compute(spec.data, spec.state), spec.check) <= TOLERANCE ? 'ok' : 'fail'

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

const drawNear = (el, spec) => new IntersectionObserver((seen, watch) => {
  if (seen.some(entry => entry.isIntersecting)) { watch.disconnect(); draw(el, spec) }
}, { rootMargin: '600px' }).observe(el)

const tell = (el, problem) => el.append(Object.assign(document.createElement('p'), { textContent: problem }))

/** Draw what waits for no script any more; once the page is complete, no script will come. */
function serve() {
  for (const [el, spec] of waiting) {
    const problem = unknown(spec)
    if (problem && document.readyState !== 'complete') continue
    waiting.delete(el)
    problem ? tell(el, problem) : drawNear(el, spec)
  }
}

/** Bring every picture to life when its figure's script is there and it comes near the screen. */
function hydrate() {
  for (const el of document.querySelectorAll('[data-gdfig]:not([data-gdfig-on])')) {
    el.dataset.gdfigOn = ''
    let spec
    try { spec = JSON.parse(el.dataset.gdfig) } catch { /* refused below */ }
    const problem = refusal(spec)
    problem ? tell(el, problem) : waiting.set(el, spec)
  }
  serve()
}

/** On a page: each figure as the parser reaches it, not when the last script has come. */
function boot() {
  hydrate()
  addEventListener('load', serve)
  if (document.readyState !== 'loading') return
  const watch = new MutationObserver(hydrate)
  watch.observe(document, { childList: true, subtree: true })
  document.addEventListener('DOMContentLoaded', () => { watch.disconnect(); hydrate() })
}

function register([name, figure]) {
  figures.set(name, figure)
  serve()
}

gdfigs.forEach(register) // house/front.py has each script begin with `var gdfigs=gdfigs||[]`
Object.assign(gdfigs, { push: register, render })
if (document.currentScript) boot() // a notebook's module has none, and calls render itself
