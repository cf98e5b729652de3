// Waits until fonts and formulas are there.
async () => {
  await document.fonts.ready
  if (document.querySelector(".math") && window.MathJax?.startup) await MathJax.startup.promise
  await new Promise(done => setTimeout(done, 150))
}
