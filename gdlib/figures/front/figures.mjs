// The index: one line a figure.
import bowl from './figures/bowl.mjs'
import step from './figures/step.mjs'
import momentum from './figures/momentum.mjs'
import noisefloor from './figures/noisefloor.mjs'

export const figures = { step, bowl, noisefloor, momentum }
