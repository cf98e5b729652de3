// node harness.mjs FRONT < cases.json: what the page's own modules compute, as base64 of float64 numbers, case by case.
const [front] = process.argv.slice(2)
const { descend, ...rules } = await import(`${front}/math/descent.mjs`)
const { gradient } = await import(`${front}/math/quadratic.mjs`)
const adaptive = await import(`${front}/math/adaptive.mjs`)

let text = ''
for await (const chunk of process.stdin) text += chunk
const questions = JSON.parse(text), figures = {}
for (const { figure } of questions) if (figure) figures[figure] ??= (await import(`${front}/figures/${figure}.mjs`)).default

const encode = numbers => Buffer.from(Float64Array.from(numbers).buffer).toString('base64')
const answer = {
  figure: ({ figure, data, state }) => Object.fromEntries(Object.entries(figures[figure].compute(data, state)).map(([k, v]) => [k, encode(v)])),
  rule: ({ rule, hyper, H, start, steps }) => encode(descend(gradient(H), start, { ...rules, ...adaptive }[rule](hyper), steps)),
}
process.stdout.write(JSON.stringify(questions.map(question => answer[question.ask](question))))
