// A schedule as one types it: the line for gdlib, and the line for torch, whose values are the same at every update.
const n = v => String(+v.toPrecision(6))
const given = list => list.filter(Boolean).join(', ')
const named = (name, value, standard) => value === standard ? '' : `${name}=${n(value)}`

/** The expressions of gdlib.schedules, for a peak of 1 and T updates. */
const OURS = {
  step_decay: s => `step_decay(${n(s.factor)}, every=${s.every})`,
  exponential: s => `exponential(${n(s.ratio)})`,
  inverse_time: s => `inverse_time(${n(s.decay)})`,
  inverse_sqrt: () => 'inverse_sqrt()',
  polynomial: (s, T) => `polynomial(${given([T, named('power', s.power, 1), named('end', s.end, 0)])})`,
  cosine: (s, T) => `cosine(${given([T, named('end', s.end, 0)])})`,
  cosine_restarts: s => `cosine_restarts(${given([s.first, named('mult', s.mult, 1)])})`,
  triangular: s => `triangular(${given([s.up, named('shrink', s.shrink, 1)])})`,
  one_cycle: (s, T) => `one_cycle(${given([T, named('rise', s.rise, .3), named('start', s.start, .04)])})`,
  warmup: (s, T) => `warmup(${s.warm}).then(cosine(${given([T - s.warm, named('end', s.end, 0)])}), after=${s.warm})`,
}

/** Those of torch.optim.lr_scheduler, for an optimiser whose learning rate is the peak. */
const THEIRS = {
  step_decay: s => `LR.StepLR(opt, ${s.every}, gamma=${n(s.factor)})`,
  exponential: s => `LR.ExponentialLR(opt, gamma=${n(s.ratio)})`,
  inverse_time: s => `LR.LambdaLR(opt, lambda k: 1 / (1 + ${n(s.decay)} * k))`,
  inverse_sqrt: () => 'LR.LambdaLR(opt, lambda k: (k + 1) ** -0.5)',
  polynomial: (s, T) => s.end ? `LR.LambdaLR(opt, lambda k: ${n(s.end)} + ${n(1 - s.end)} * (1 - k / ${T}) ** ${n(s.power)})`
    : `LR.PolynomialLR(opt, ${T}, power=${n(s.power)})`,
  cosine: (s, T) => `LR.CosineAnnealingLR(${given(['opt', T, named('eta_min', s.lr * s.end, 0)])})`,
  cosine_restarts: s => `LR.CosineAnnealingWarmRestarts(opt, ${s.first}, T_mult=${s.mult})`,
  triangular: s => `LR.CyclicLR(opt, 0, ${n(s.lr)}, ${s.up}, cycle_momentum=False${s.shrink === 1 ? '' : `, scale_fn=lambda c: ${n(s.shrink)} ** (c - 1)`})`,
  one_cycle: (s, T) => `LR.OneCycleLR(opt, ${given([n(s.lr), `total_steps=${T}`, named('pct_start', s.rise, .3),
    ...(s.start === .04 ? [] : [`div_factor=1 / ${n(s.start)}`, `final_div_factor=${n(s.start * 25e4)}`]), 'cycle_momentum=False'])})`,
  warmup: (s, T) => `LR.SequentialLR(opt, [LR.LinearLR(opt, 1 / ${s.warm}, 1, ${s.warm - 1}), ` +
    `LR.CosineAnnealingLR(${given(['opt', T - s.warm, named('eta_min', s.lr * s.end, 0)])})], [${s.warm}])`,
}

const imports = line => line.match(/[a-z_]+(?=\()/g).filter(word => word !== 'then').sort().join(', ')

export function gdlib(state, T) {
  const line = OURS[state.shape](state, T)
  return `from gdlib import gd\nfrom gdlib.schedules import ${imports(line)}\nrule = gd(lr=${n(state.lr)} * ${line})`
}

export const torch = (state,
  T) => `from torch.optim import SGD, lr_scheduler as LR\nopt = SGD(model.parameters(), lr=${n(state.lr)})\nscheduler = ${THEIRS[state.shape](state, T)}`
