// Clipping, as gdlib.gradients has it: what becomes of one gradient.

export const norm = g => Math.sqrt(g.reduce((sum, v) => sum + v * v, 0))

export const clips = {
  /** g · min(1, θ / ‖g‖): the nearest point of a ball */
  norm: most => g => { const share = most / Math.max(norm(g), most); return g.map(v => v * share) },
  /** each coordinate by itself: the nearest point of a box */
  value: most => g => g.map(v => Math.min(Math.max(v, -most), most)),
}
