// node harness.mjs FRONT < cases.json: what the page's own modules compute, as base64 of float64 numbers, case by case.
// A case may name another front end of its own.
const [front] = process.argv.slice(2)
const { descend, ...rules } = await import(`${front}/math/descent.mjs`)
const { gradient } = await import(`${front}/math/quadratic.mjs`)
const adaptive = await import(`${front}/math/adaptive.mjs`)

let text = ''
for await (const chunk of process.stdin) text += chunk
const questions = JSON.parse(text), figures = {}
const place = question => `${question.front ?? front}/figures/${question.figure}.mjs`
for (const question of questions) if (question.figure) figures[place(question)] ??= (await import(place(question))).default

const encode = numbers => Buffer.from(Float64Array.from(numbers).buffer).toString('base64')
const answer = {
  figure(question) {
    const result = figures[place(question)].compute(question.data, question.state)
    return Object.fromEntries(Object.entries(result).map(([key, numbers]) => [key, encode(numbers)]))
  },
  rule: ({ rule, hyper, H, start, steps }) => encode(descend(gradient(H), start, { ...rules, ...adaptive }[rule](hyper), steps)),
}
process.stdout.write(JSON.stringify(questions.map(question => answer[question.ask](question))))
