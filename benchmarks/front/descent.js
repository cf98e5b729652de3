// The heavy ball on ½ wᵀH w: 120 steps from a start, [[x, y], …]; H, lr and beta stand before this in the page.
function descent([x, y]) {
  const path = [[x, y]]
  let vx = 0, vy = 0
  for (let t = 0; t < 120; t++) {
    vx = beta * vx + H[0][0] * x + H[0][1] * y
    vy = beta * vy + H[1][0] * x + H[1][1] * y
    x -= lr * vx
    y -= lr * vy
    path.push([x, y])
  }
  return path
}
