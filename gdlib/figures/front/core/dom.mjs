// Two element makers, and the small markup of labels: *η* is a variable, _{1} a subscript, ^{2} a superscript.
const NS = 'http://www.w3.org/2000/svg'

function make(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.flat().filter(child => child != null))
  return node
}

/** An HTML element: h('p', {class: 'x', onclick: f}, 'text', child). */
export const h = (tag, attributes, ...children) => make(document.createElement(tag), attributes, children)

/** An SVG element. */
export const s = (tag, attributes, ...children) => make(document.createElementNS(NS, tag), attributes, children)

const MARKUP = /\*([^*]+)\*|_\{([^}]*)\}|\^\{([^}]*)\}/g

/** The nodes of a label in HTML. */
export const rich = text => pieces(text, v => h('i', null, v), v => h('sub', null, v), v => h('sup', null, v))

/** The nodes of a label in SVG: a shift up or down is taken back by what follows. */
export function richSvg(text) {
  let shift = 0
  const at = to => { const dy = to - shift; shift = to; return dy ? `${dy.toFixed(2)}em` : null }
  const small = (v, to) => s('tspan', { class: 'gdf-small', dy: at(to) }, v)
  return pieces(text, v => s('tspan', { class: 'gdf-var', dy: at(0) }, v), v => small(v, .3), v => small(v, -.45),
    v => s('tspan', { dy: at(0) }, v))
}

/** The words of a label without its markup. */
export const plain = text => text.replace(MARKUP, (_, a, b, c) => a ?? b ?? c)

function pieces(text, variable, sub, sup, words = v => v) {
  const out = []
  let end = 0
  for (const m of text.matchAll(MARKUP)) {
    if (m.index > end) out.push(words(text.slice(end, m.index)))
    out.push(m[1] != null ? variable(m[1]) : m[2] != null ? sub(m[2]) : sup(m[3]))
    end = m.index + m[0].length
  }
  if (end < text.length) out.push(words(text.slice(end)))
  return out
}
