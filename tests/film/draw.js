// Frames of a camera: a hall, a hand that is not still, and codes on paper or on a phone, each kind with its own trouble.

window.film = (() => {
  const [WIDTH, HEIGHT] = [1280, 720]
  const [scene, picture, grain] = [layer(), layer(), layer(2)]
  const context = scene.context
  const PAPER = { size: 300, angle: 0, skew: [0, 0], dark: "#111", light: "#f4f1ea", blur: 0.6, noise: 12, brightness: 1, places: [[640, 360]] }
  const KINDS = {
    upright: {},
    turned: { angle: 37 },
    tilted: { skew: [0.28, -0.18], angle: 12 },
    small: { size: 104 },
    blurred: { blur: 4.2 },
    dim: { brightness: 0.16, noise: 18 },
    inverted: { dark: "#eee", light: "#151515" },
    phone: { phone: true, size: 230, light: "#fff", dark: "#000", glare: 0.45, brightness: 1.25, blur: 1.2 },
    two: { size: 210, places: [[505, 360], [800, 360]] },
    dense: {},
    "very small": { size: 58 },
    "very blurred": { blur: 7 },
    "almost dark": { brightness: 0.06, noise: 24 },
    "very tilted": { skew: [0.7, -0.35], angle: 20 },
    "inverted, blurred": { dark: "#bbb", light: "#303030", blur: 4.2 },
    "glaring phone": { phone: true, size: 230, light: "#fff", dark: "#000", glare: 0.8, brightness: 1.4, blur: 1.2 },
    "dense and small": { size: 150 },
    none: {},
  }

  function layer(times = 1) {
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH * times, height: HEIGHT * times })
    return { canvas, context: canvas.getContext("2d", { willReadFrequently: true }) }
  }

  // The same numbers for the same seed.
  function numbers(seed) {
    let state = seed * 2654435761 + 1
    return () => {
      state = Math.imul(state ^ (state >>> 15), state | 1)
      state ^= state + Math.imul(state ^ (state >>> 7), state | 61)
      return ((state ^ (state >>> 14)) >>> 0) / 4294967296
    }
  }

  function draw(kind, matrices, seed) {
    const look = { ...PAPER, ...KINDS[kind] }
    const random = numbers(seed + 1)
    context.setTransform(1, 0, 0, 1, 0, 0)
    hall(random)
    matrices.forEach((matrix, at) => ticket(matrix, look, look.places[at], random))
    picture.context.filter = `blur(${look.blur}px) brightness(${look.brightness})`
    picture.context.drawImage(scene.canvas, 0, 0)
    picture.context.filter = "none"
    picture.context.globalAlpha = look.noise / 128
    picture.context.drawImage(grain.canvas, -random() * WIDTH, -random() * HEIGHT)
    picture.context.globalAlpha = 1
    // Out of what is read: a mark that says whether a code is in view.
    picture.context.fillStyle = matrices.length ? "#fff" : "#000"
    picture.context.fillRect(0, 0, 16, 16)
    return picture.canvas
  }

  function hall(random) {
    context.fillStyle = "#77706a"
    context.fillRect(0, 0, WIDTH, HEIGHT)
    for (let number = 0; number < 40; number++) {
      context.fillStyle = `hsl(${random() * 360} 20% ${15 + random() * 60}%)`
      context.fillRect(random() * WIDTH, random() * HEIGHT, 20 + random() * 160, 20 + random() * 120)
    }
  }

  function ticket(matrix, look, [x, y], random) {
    const about = most => (random() - 0.5) * 2 * most
    const module = look.size / matrix.length
    context.setTransform(1, look.skew[0], look.skew[1], 1, x + about(12), y + about(12))
    context.rotate((look.angle + about(4)) * Math.PI / 180)
    if (look.phone) box("#0a0a0a", look.size * 1.5, look.size * 2.4)
    box(look.light, look.size + 8 * module, (look.size + 8 * module) * (look.phone ? 1.6 : 1))
    context.fillStyle = look.dark
    matrix.forEach((row, down) => row.forEach((isDark, across) => {
      if (isDark) context.fillRect(across * module - look.size / 2, down * module - look.size / 2, module + 0.4, module + 0.4)
    }))
    if (look.glare) glare(look.size, look.glare)
    context.setTransform(1, 0, 0, 1, 0, 0)
  }

  function box(colour, width, height) {
    context.fillStyle = colour
    context.fillRect(-width / 2, -height / 2, width, height)
  }

  function glare(size, most) {
    const light = context.createRadialGradient(size * 0.2, -size * 0.3, 10, size * 0.2, -size * 0.3, size * 0.7)
    light.addColorStop(0, `rgb(255 255 255 / ${most})`)
    light.addColorStop(1, "rgb(255 255 255 / 0%)")
    context.fillStyle = light
    context.fillRect(-size, -size, size * 2, size * 2)
  }

  function sow() {
    const random = numbers(7)
    const { width, height } = grain.canvas
    const grains = grain.context.createImageData(width, height)
    const words = new Uint32Array(grains.data.buffer)
    for (let at = 0; at < words.length; at++) words[at] = 0xff000000 | (random() * 0x1000000)
    grain.context.putImageData(grains, 0, 0)
  }

  const jpeg = (...words) => draw(...words).toDataURL("image/jpeg", 0.75)

  sow()
  return { draw, jpeg }
})()
