// Picture after picture: what is read is asked of the door. Ends half a minute after the last guest, or a touch.

import { read as codesIn } from "decoder"
import { readings } from "readings"
import { read } from "scan"

const [RESTS_AFTER, STALLED_AFTER, PACE] = [30_000, 4000, 60]
const [TICK, SEVERAL] = [500, 700]
const room = document.getElementById("camera")
const choose = readings()
let usedAt, severalUntil, ticking

room.addEventListener("pointerdown", () => { usedAt = Date.now() })

export async function watch(video, isCurrent) {
  usedAt = Date.now()
  while (isCurrent() && Date.now() - usedAt < RESTS_AFTER) {
    const paced = new Promise(resolve => setTimeout(resolve, PACE))
    await nextPicture(video)
    const codes = isCurrent() ? await codesIn(video) : []
    if (isCurrent()) heed(codes, Date.now())
    await paced
  }
}

function heed(codes, now) {
  if (codes.length > 1) severalUntil = now + SEVERAL
  room.toggleAttribute("data-several", now < severalUntil)
  const text = choose(codes, now)
  if (!text) return
  usedAt = now
  tick()
  read(text)
}

// Seen and not heard: the sound belongs to the verdict.
function tick() {
  clearTimeout(ticking)
  room.toggleAttribute("data-read", true)
  ticking = setTimeout(() => room.removeAttribute("data-read"), TICK)
}

function nextPicture(video) {
  return new Promise((resolve, reject) => {
    const stalled = new DOMException("No picture came.", "NotReadableError")
    const timer = setTimeout(reject, STALLED_AFTER, stalled)
    const came = () => {
      clearTimeout(timer)
      resolve()
    }
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(came)
    else requestAnimationFrame(came)
  })
}
