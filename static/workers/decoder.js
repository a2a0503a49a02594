// Reads the QR codes of one picture after another, away from the page. First it is told where its parts are.

const SETTINGS = { formats: ["QRCode"], textMode: "Plain", tryInvert: true, downscaleThreshold: 200, maxNumberOfSymbols: 6 }
const canvas = new OffscreenCanvas(640, 640)
const context = canvas.getContext("2d", { willReadFrequently: true })

onmessage = ({ data }) => (data.wasm ? prepare(data) : read(data)).then(
  answer => postMessage(answer),
  problem => postMessage({ problem: String(problem) }),
)

async function prepare({ zxing, wasm }) {
  importScripts(zxing)
  await ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
  return {}
}

async function read(picture) {
  const { width, height } = picture
  context.drawImage(picture, 0, 0)
  picture.close()
  const found = await ZXingWASM.readBarcodes(context.getImageData(0, 0, width, height), SETTINGS)
  return { codes: found.map(({ text, position }) => ({ text, off: fromTheMiddle(position, width, height) })) }
}

// 0 in the middle of the picture, 1 at the middle of an edge.
function fromTheMiddle({ topLeft, topRight, bottomLeft, bottomRight }, width, height) {
  const corners = [topLeft, topRight, bottomLeft, bottomRight]
  const mean = axis => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
  return Math.hypot(mean("x") / width - 0.5, mean("y") / height - 0.5) * 2
}
