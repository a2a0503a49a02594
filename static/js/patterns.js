// Fills that are told apart without their colour: solid, stripes, dots and so on.

const SIZE = 8
const STROKES = [
  [],
  [[0, 8, 8, 0], [-2, 2, 2, -2], [6, 10, 10, 6]],
  [[3, 4, 5, 4]],
  [[0, 4, 8, 4]],
  [[0, 0, 8, 8], [-2, 6, 2, 10], [6, -2, 10, 2]],
  [[0, 4, 8, 4], [4, 0, 4, 8]],
]

export function patternOf(number, colour, ground) {
  const tile = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE })
  const pen = tile.getContext("2d")
  pen.fillStyle = colour
  pen.fillRect(0, 0, SIZE, SIZE)
  Object.assign(pen, { strokeStyle: ground, lineWidth: 1.6 })
  for (const [x, y, toX, toY] of STROKES[number % STROKES.length]) {
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(toX, toY)
    pen.stroke()
  }
  return pen.createPattern(tile, "repeat")
}
