// The index: one line a figure.
import average from './figures/average.mjs'
import bowl from './figures/bowl.mjs'
import conversion from './figures/conversion.mjs'
import curvefit from './figures/curvefit.mjs'
import decay from './figures/decay.mjs'
import gallery from './figures/gallery.mjs'
import momentum from './figures/momentum.mjs'
import noisefloor from './figures/noisefloor.mjs'
import products from './figures/products.mjs'
import race from './figures/race.mjs'
import rotate from './figures/rotate.mjs'
import signals from './figures/signals.mjs'
import step from './figures/step.mjs'

export const figures = { step, bowl, curvefit, noisefloor, decay, gallery, average, momentum, race, conversion, rotate, signals, products }
