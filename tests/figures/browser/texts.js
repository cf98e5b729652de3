// The words in a figure's drawings: where they stand, their colour as painted, and the halo that lies under them.
figure => {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true })
  const bytes = colour => {
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    return [...context.getImageData(0, 0, 1, 1).data]
  }
  const opacity = node => {
    let product = +getComputedStyle(node).fillOpacity
    for (let at = node; at && at !== figure; at = at.parentElement) product *= +getComputedStyle(at).opacity
    return product
  }
  const seen = node => node.textContent.trim() && getComputedStyle(node).visibility === "visible" && node.getBoundingClientRect().width > 0
  return [...figure.querySelectorAll("svg text")].filter(seen).map(node => {
    const { x, y, width, height } = node.getBoundingClientRect(), { fill, stroke, paintOrder, fontSize } = getComputedStyle(node)
    const halo = paintOrder.startsWith("stroke") && stroke !== "none"
    return { words: node.textContent, box: [x + scrollX, y + scrollY, width, height], size: parseFloat(fontSize),
      fill: bytes(fill).slice(0, 3), opacity: opacity(node), halo: halo ? bytes(stroke).slice(0, 3) : null }
  })
}
