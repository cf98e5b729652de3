// What a picture of the page does not show.
() => {
  const width = document.documentElement.clientWidth
  const every = selector => [...document.querySelectorAll(selector)]
  const clips = box => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(box).overflowX)
  const boxed = element => {
    for (let box = element; box && box !== document.body; box = box.parentElement) if (clips(box)) return true
    return false
  }
  const sticksOut = element => {
    const { width: own, right } = element.getBoundingClientRect()
    return own > 0 && right > width + 1 && !boxed(element)
  }
  const text = every("main p, main div.math, main td").map(element => element.innerText).join(" ")
  return {
    theme: document.documentElement.dataset.theme,
    unread: every("mjx-merror, [data-mjx-error]").length,
    raw: text.match(/\\\(|\\begin\{/),
    wide: every("main *").filter(sticksOut).map(element => `${element.tagName} ${element.getAttribute("class")}`),
    scrolls: document.documentElement.scrollWidth > width,
    unnamed: every("main img").filter(image => image.alt.length < 15 || /\.(svg|png)/.test(image.alt)).map(image => image.src),
    small: every("main p, main li, main td").filter(element => parseFloat(getComputedStyle(element).fontSize) < 12).length,
    shift: window.shift,
  }
}
