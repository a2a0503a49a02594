// The page's side of the worker that reads codes, one picture at a time. A worker that breaks, or says nothing for
// too long, is ended; the next picture gets a new one.

const [LOADS_WITHIN, READS_WITHIN] = [30_000, 5_000]
// Of 720 lines, what most cameras give, the middle 640 as they are.
const [PIXELS, MOST] = [640, 640 / 720]
const { decoder, zxing, wasm } = document.querySelector("[data-decoder]").dataset
let ready

export function prepare() {
  ready ??= begin()
  return ready
}

// The codes in the middle square of what a video shows, each with how far from the middle it is.
export async function read(video) {
  const worker = await prepare()
  const picture = await middleOf(video)
  const { codes } = await ask(worker, picture, READS_WITHIN, [picture])
  return codes
}

async function begin() {
  const worker = new Worker(decoder)
  await ask(worker, { zxing, wasm }, LOADS_WITHIN)
  return worker
}

function middleOf(video) {
  const { videoWidth: width, videoHeight: height } = video
  const shorter = Math.min(width, height)
  const side = Math.round(Math.max(Math.min(shorter, PIXELS), shorter * MOST))
  const size = side > PIXELS ? { resizeWidth: PIXELS, resizeHeight: PIXELS } : {}
  return createImageBitmap(video, (width - side) / 2, (height - side) / 2, side, side, size)
}

function ask(worker, message, within, transfer = []) {
  return new Promise((resolve, reject) => {
    const end = reason => {
      clearTimeout(timer)
      worker.terminate()
      ready = undefined
      reject(new Error(`The reader of codes: ${reason}`))
    }
    const timer = setTimeout(end, within, "no answer")
    worker.onerror = ({ message }) => end(message ?? "not loaded")
    worker.onmessage = ({ data }) => {
      if (data.problem) return end(data.problem)
      clearTimeout(timer)
      resolve(data)
    }
    worker.postMessage(message, transfer)
  })
}
