// The index: one line a figure.
import average from './figures/average.mjs'
import bowl from './figures/bowl.mjs'
import step from './figures/step.mjs'
import decay from './figures/decay.mjs'
import momentum from './figures/momentum.mjs'
import noisefloor from './figures/noisefloor.mjs'

export const figures = { step, bowl, noisefloor, decay, average, momentum }
