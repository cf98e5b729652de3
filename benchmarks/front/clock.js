// A clock in the page: from a pointermove to the end of the frame that shows it.
// It starts at the event's own time stamp, set when the browser was handed the move. In each frame from then on an animation
// frame callback posts a message, which arrives after that frame's style, layout and paint; it stops at the first message
// by which the drawing has been touched: SVG that changed, or a stroke on a canvas.
window.clock = { taken: [], waited: [], begun: null, touched: false, done: null }

addEventListener('pointermove', event => {
  clock.waited.push(performance.now() - event.timeStamp)
  if (clock.begun === null) requestAnimationFrame(clock.frame)
  clock.begun = event.timeStamp
  clock.touched = false
}, true)

{
  const { port1, port2 } = new MessageChannel(), touch = () => { clock.touched = true }
  clock.frame = () => port2.postMessage(0)
  port1.onmessage = () => {
    if (clock.begun === null) return
    if (!clock.touched) { requestAnimationFrame(clock.frame); return }
    clock.taken.push(performance.now() - clock.begun)
    clock.begun = null
    clock.done?.()
  }
  const stroke = CanvasRenderingContext2D.prototype.stroke
  CanvasRenderingContext2D.prototype.stroke = function (...path) { touch(); return stroke.apply(this, path) }

  /** Begin anew, with an eye on a drawing; one made of canvases needs none. */
  clock.watch = drawing => {
    clock.eye?.disconnect()
    clock.eye = new MutationObserver(touch)
    if (drawing) clock.eye.observe(drawing, { subtree: true, childList: true, attributes: true })
    Object.assign(clock, { taken: [], waited: [], begun: null })
  }

  /** Resolves when the last move is shown; after so many milliseconds it is given up. */
  clock.shown = limit => new Promise(done => {
    const forget = setTimeout(() => { clock.begun = null; done() }, limit)
    clock.done = () => { clearTimeout(forget); done() }
    if (clock.begun === null) clock.done()
  })
}
