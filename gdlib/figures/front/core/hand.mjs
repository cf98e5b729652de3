// The hand: dragging with mouse, pen or finger, and the arrow keys for those who use none of them.

/** Dragging that begins on `target`: calls to(x, y, begins) with pixels inside `svg`; `begins` at the press only. */
export function drag(target, svg, to, signal) {
  const at = event => {
    const box = svg.getBoundingClientRect()
    if (box.width) to(event.clientX - box.left, event.clientY - box.top, event.type === 'pointerdown')
  }
  target.addEventListener('pointerdown', event => {
    if (event.button) return
    event.preventDefault()
    const ended = new AbortController(), until = { signal: AbortSignal.any?.([ended.signal, signal]) ?? ended.signal }
    try { target.setPointerCapture(event.pointerId) } catch { /* the finger has gone already */ }
    target.focus?.({ preventScroll: true })
    at(event)
    target.addEventListener('pointermove', at, until)
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'])
      target.addEventListener(end, () => ended.abort(), until)
  }, { signal })
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }

/** Arrow keys: by(dx, dy) in steps of one, with Shift of ten. */
export function arrows(target, by, signal) {
  target.addEventListener('keydown', event => {
    const direction = DIRECTIONS[event.key]
    if (!direction) return
    event.preventDefault()
    const stride = event.shiftKey ? 10 : 1
    by(direction[0] * stride, direction[1] * stride)
  }, { signal })
}
