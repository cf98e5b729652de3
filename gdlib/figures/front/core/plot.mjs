// A frame with axes, and marks that are drawn anew by name: line, dots, circle, text, ring, bar. Coordinates are the data's.
import { h, rich, richSvg, s } from './dom.mjs'
import { dots, polyline } from './curves.mjs'
import { arrows, drag } from './hand.mjs'
import { clamp } from './format.mjs'

/** A linear map from data to pixels, with its inverse. */
export function linear([a, b], [p, q]) {
  const k = (q - p) / (b - a), f = v => p + (v - a) * k
  f.invert = px => a + (px - p) / k
  return f
}

const MARGIN = { l: 38, r: 12, t: 10, b: 38 }

/**
 * of: {name, x: [from, to], y: [from, to], height: width => pixels, margin, xticks, yticks: [[value, label]], xlabel, ylabel,
 *      title, bare, equal, under(plot)}; `equal` takes the range of y from that of x, so that circles are round.
 */
export class Plot {
  constructor(of, ui) {
    Object.assign(this, { of, ui, marks: new Map(), handles: [], pads: [] })
    this.canvas = h('canvas', { 'aria-hidden': 'true' })
    this.svg = s('svg', of.handles ? { role: 'group', 'aria-label': of.name } : { 'aria-hidden': 'true' })
    this.title = of.title && h('div', { class: 'gdf-title' }, rich(of.title))
    this.element = h('div', { class: `gdf-pane ${of.class ?? ''}` }, this.title, h('div', { class: 'gdf-plot' }, this.canvas, this.svg))
  }

  /** Size, scales, axes; what stands behind the marks. */
  layout(width) {
    const { of } = this, m = this.margin = of.bare ? { l: 0, r: 0, t: 0, b: 0 } : { ...MARGIN, ...of.margin }
    const height = this.height = Math.round(of.height(width))
    this.width = width
    const [x0, x1] = this.x = of.x
    const half = (x1 - x0) * (height - m.t - m.b) / (width - m.l - m.r) / 2
    const middle = (of.y[0] + of.y[1]) / 2
    this.y = of.equal ? [middle - half, middle + half] : of.y
    this.X = linear(this.x, [m.l, width - m.r])
    this.Y = linear(this.y, [height - m.b, m.t])
    for (const [k, v] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) this.svg.setAttribute(k, v)
    this.marks.clear()
    this.behind = s('g'); this.plot = s('g', { 'clip-path': `url(#${this.clip ??= this.ui.id('c')})` })
    const box = { x: m.l, y: m.t, width: width - m.l - m.r, height: height - m.t - m.b }
    const front = this.#front(box)
    while (this.svg.firstChild !== front) this.svg.firstChild.remove()
    front.before(s('defs', null, s('clipPath', { id: this.clip }, s('rect', box))), this.behind, of.bare ? '' : this.#axes(), this.plot)
    this.canvas.style.cssText = `left:${box.x}px;top:${box.y}px;width:${box.width}px;height:${box.height}px`
    of.under?.(this)
  }

  /** What is taken hold of: made once, so that neither a drag nor the focus is lost when the plot is laid out anew; its first node. */
  #front(box) {
    if (!this.over) {
      this.over = s('g', null, this.handles.map(handle => this.#grip(handle)))
      this.svg.replaceChildren(...this.pads.map(pad => this.#pad(pad)), this.over)
    }
    for (const { node } of this.pads) for (const k in box) node.setAttribute(k, box[k])
    for (const { node } of this.handles) ['min', 'max'].forEach((end, i) => node.setAttribute(`aria-value${end}`, this.x[i]))
    return this.pads[0]?.node ?? this.over
  }

  /** Other ranges or ticks (the same objects, if nothing changes): the frame is laid out anew for them. */
  range(of) { if (Object.keys(of).some(key => this.of[key] !== of[key])) { Object.assign(this.of, of); this.layout(this.width) } }

  /** New words above the plot. */
  head(words) { if (words !== this.words) this.title.replaceChildren(...rich(this.words = words)) }

  /** Axes: ticks and labels; lines across where of.grid asks for them. */
  #axes() {
    const { of, X, Y, margin: m, width, height } = this, g = s('g', { class: 'gdf-axis', 'aria-hidden': 'true' }), foot = height - m.b
    const fit = typeof of.xticks === 'function' ? of.xticks(width) : of.xticks ?? []
    for (const [v, label] of fit) g.append(s('path', { d: `M${X(v)} ${foot}v4` }),
      s('text', { x: X(v), y: foot + 16, 'text-anchor': 'middle' }, richSvg(label)))
    for (const [v, label] of of.yticks ?? []) {
      g.append(s('path', { d: `M${m.l} ${Y(v)}h-4` }), s('text', { x: m.l - 7, y: Y(v), dy: '.32em', 'text-anchor': 'end' }, richSvg(label)))
      if (of.grid) g.append(s('path', { class: 'gdf-grid', d: `M${m.l} ${Y(v)}H${width - m.r}` }))
    }
    if (of.xlabel) g.append(s('text', { class: 'gdf-label', x: width - m.r, y: foot + 32, 'text-anchor': 'end' }, richSvg(of.xlabel)))
    if (of.ylabel) g.append(s('text', { class: 'gdf-label', x: 0, y: m.t - 9 }, richSvg(of.ylabel)))
    return g
  }

  /** The element of that name, made on first use: the order of first use is the order from back to front. */
  mark(key, tag, attributes, layer = this.plot) {
    let node = this.marks.get(key)
    if (!node) { this.marks.set(key, node = s(tag)); layer.append(node) }
    for (const k in attributes) { const v = attributes[k]; v == null ? node.removeAttribute(k) : node.setAttribute(k, v) }
    return node
  }

  /** A line through n points given by functions of their index. */
  line(key, n, fx, fy, look = '') {
    return this.mark(key, 'path', { class: `gdf-line ${look}`, d: polyline(n, i => this.X(fx(i)), i => this.Y(fy(i))) })
  }

  dots(key, n, fx, fy, look = '') {
    return this.mark(key, 'path', { class: `gdf-dots ${look}`, d: dots(n, i => this.X(fx(i)), i => this.Y(fy(i))) })
  }

  /** Line and dots: a run. */
  path(key, n, fx, fy, look = '') {
    this.line(key, n, fx, fy, `gdf-thin ${look}`)
    this.dots(`${key}:dots`, n, fx, fy, look)
  }

  /** A small circle; hidden where x or y is no number. */
  point(key, x, y, look = '', r = 4.5) {
    const cx = this.X(x), cy = this.Y(y), seen = Math.abs(cx) < 4000 && Math.abs(cy) < 4000
    this.mark(key, 'circle', { class: `gdf-point ${look}`, r, cx: seen ? cx : 0, cy: seen ? cy : 0, visibility: seen ? null : 'hidden' })
  }

  /** Words at a point: {dx, dy, anchor, look, turn} in pixels and degrees. */
  text(key, x, y, words, { dx = 0, dy = 0, anchor = 'start', look = 'gdf-note', turn } = {}) {
    const px = this.X(x) + dx, py = this.Y(y) + dy, seen = words && Number.isFinite(px + py)
    const node = this.mark(key, 'text', { class: look, 'text-anchor': anchor, x: seen ? px : 0, y: seen ? py : 0, visibility: seen ? null : 'hidden',
      transform: turn && seen ? `rotate(${turn} ${px} ${py})` : null })
    if (seen && node.dataset.words !== words) { node.dataset.words = words; node.replaceChildren(...richSvg(words)) }
  }

  /** An ellipse with half axes in data units, turned by an angle in radians. */
  ring(key, x, y, rx, ry, angle = 0, look = '') {
    const kx = Math.abs(this.X(1) - this.X(0)), ky = Math.abs(this.Y(1) - this.Y(0)), seen = [x, y, rx, ry].every(Number.isFinite)
    return this.mark(key, 'ellipse', { class: `gdf-ring ${look}`, rx: seen ? Math.min(rx * kx, 1e5) : 0, ry: seen ? Math.min(ry * ky, 1e5) : 0,
      transform: seen ? `translate(${this.X(x)} ${this.Y(y)}) rotate(${-angle * 180 / Math.PI})` : null })
  }

  /** A bar from (x0, y0) to (x1, y1). */
  bar(key, x0, x1, y0, y1, look = '') {
    const [left, right] = [this.X(x0), this.X(x1)], at = v => clamp(this.Y(v), this.margin.t, this.height - this.margin.b)
    const [top, foot] = [at(y1), at(y0)], seen = [left, right, top, foot].every(Number.isFinite)
    const box = seen ? { x: Math.min(left, right), width: Math.abs(right - left), y: Math.min(top, foot), height: Math.abs(foot - top) }
      : { width: 0, height: 0 }
    this.mark(key, 'rect', { class: `gdf-bar ${look}`, ...box })
  }

  /** A filled shape between two curves, or under one. */
  area(key, n, fx, low, high, look = '') {
    const up = polyline(n, i => this.X(fx(i)), i => this.Y(high(i))), back = polyline(n, i => this.X(fx(n - 1 - i)), i => this.Y(low(n - 1 - i)))
    this.mark(key, 'path', { class: `gdf-area ${look}`, d: up && back ? `${up}L${back.slice(1)}Z` : '' })
  }

  /** Colours behind the marks: paint(x, y) gives a share between 0 and 1 of the ramp, or NaN for none. */
  shade(paint, { ramp = '--gdf-ramp', scale = 1 } = {}) {
    const { canvas, margin: m } = this, nx = Math.round(scale * (this.width - m.l - m.r)), ny = Math.round(scale * (this.height - m.t - m.b))
    if (!(nx > 0 && ny > 0)) return
    canvas.width = nx; canvas.height = ny
    const context = canvas.getContext('2d'), image = context.createImageData(nx, ny), colours = this.ui.colours(ramp)
    for (let j = 0, q = 0; j < ny; j++) {
      const y = this.y[1] + (this.y[0] - this.y[1]) * (j + .5) / ny
      for (let i = 0; i < nx; i++, q += 4) mix(colours, paint(this.x[0] + (this.x[1] - this.x[0]) * (i + .5) / nx, y), image.data, q)
    }
    context.putImageData(image, 0, 0)
  }

  /** Something to take hold of: {key, label, at: state => [x, y], to: (x, y) => patch, step: [dx, dy], words, look, small}; or by: (dx, dy) => patch. */
  handle(of) { this.handles.push(of); return this }

  #grip(of) {
    const r = of.small ? 6 : 8, inside = (px, py) => of.to(clamp(px, ...this.x), clamp(py, ...this.y))
    const node = of.node = s('g', { class: `gdf-handle ${of.look ?? ''}`, tabindex: 0, role: 'slider', 'aria-label': of.label },
      s('circle', { class: 'gdf-hit', r: 22 }), s('circle', { class: 'gdf-halo', r: r + 5 }), s('circle', { class: 'gdf-knob', r }),
      of.small ? '' : s('path', { class: 'gdf-grip', d: 'M-3.4 0h6.8M0 -3.4v6.8' }))
    drag(node, this.svg, (px, py) => this.ui.set(inside(this.X.invert(px), this.Y.invert(py))), this.ui.signal)
    const by = of.by ?? ((dx, dy) => { const [a, b] = of.at(this.ui.state); return inside(a + dx * of.step[0], b + dy * of.step[1]) })
    arrows(node, (dx, dy) => this.ui.set(by(dx, dy)), this.ui.signal)
    return node
  }

  /** Put the handles where the state has them. */
  place(state) {
    for (const of of this.handles) {
      const [x, y] = of.at(state), px = this.X(clamp(x, ...this.x)), py = this.Y(clamp(y, ...this.y))
      of.node.setAttribute('transform', `translate(${px.toFixed(2)} ${py.toFixed(2)})`)
      of.node.setAttribute('aria-valuenow', +x.toPrecision(4))
      of.node.setAttribute('aria-valuetext', of.words(state))
    }
  }

  /** The whole plot answers a press or a drag with to(x, y, begins) => patch; with hover it answers the pointer alone, and leave(). */
  pad(to, { hover, leave } = {}) { this.pads.push({ to, hover, leave }); return this }

  #pad(of) {
    const { to, hover, leave } = of, node = of.node = s('rect', { class: `gdf-pad ${hover ? 'gdf-hover' : ''}` }),
      at = (px, py, begins) => to(clamp(this.X.invert(px), ...this.x), clamp(this.Y.invert(py), ...this.y), begins)
    if (!hover) drag(node, this.svg, (...press) => this.ui.set(at(...press)), this.ui.signal)
    else {
      const follow = e => { const b = this.svg.getBoundingClientRect(); at(e.clientX - b.left, e.clientY - b.top) }
      for (const event of ['pointermove', 'pointerdown']) node.addEventListener(event, follow)
      node.addEventListener('pointerleave', () => leave?.())
    }
    return node
  }
}

function mix(colours, share, pixels, q) {
  if (!(share === share)) { pixels[q + 3] = 0; return }
  const x = clamp(share, 0, 1) * (colours.length - 1), i = Math.min(colours.length - 2, Math.floor(x)), f = x - i
  for (let c = 0; c < 3; c++) pixels[q + c] = colours[i][c] + (colours[i + 1][c] - colours[i][c]) * f
  pixels[q + 3] = 255
}
