"""How long a phone on a slow line waits for its first figure, and how far a page jumps as figures come to life."""

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
READY = "() => performance.getEntriesByName('gdfig-ready')[0]?.startTime"
# A figure is drawn when it comes near the screen: this reader goes there as soon as the parser has reached it.
EAGER = """
new MutationObserver((_, watch) => {
  const figure = document.querySelector('[data-gdfig]')
  if (figure) { watch.disconnect(); figure.scrollIntoView() }
}).observe(document, { childList: true, subtree: true })
"""
REST = """async () => {
  await document.fonts.ready
  await window.MathJax?.startup?.promise
  await new Promise(done => setTimeout(done, 500))
}"""
# From the first line to the last, a third of a screen a time, so that every figure is met where it is seen.
READ = """async () => {
  let shift = 0
  const still = () => new Promise(done => setTimeout(done, 60))
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value
  }).observe({ type: 'layout-shift' })
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 3) {
    scrollTo({ top: y, behavior: 'instant' })
    await still()
  }
  return { shift, left: document.querySelectorAll('[data-gdfig]:not([data-parity=ok])').length }
}"""


def ready(browser, address):
    """Seconds until the first figure of a page is drawn, on a phone with an empty cache and a slow line."""
    context = browser.new_context(viewport=PHONE)
    context.add_init_script(EAGER)
    tab = context.new_page()
    tools = context.new_cdp_session(tab)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    tab.goto(address, wait_until="commit")
    found = tab.wait_for_function(READY, timeout=60_000).json_value() / 1e3
    context.close()
    return found


def shift(browser, address, size):
    """Layout shift while a page that has come to rest is read from end to end and every figure comes to life."""
    context = browser.new_context(viewport=size)
    tab = context.new_page()
    tab.goto(address)
    tab.evaluate(REST)
    read = tab.evaluate(READ)
    context.close()
    if read["left"]:
        raise RuntimeError(f"{address}: {read['left']} figures were not drawn, or not with gdlib's numbers")
    return read["shift"]
