// The index: one line a figure.
import momentum from './figures/momentum.mjs'

export const figures = { momentum }
