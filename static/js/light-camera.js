// The camera opens and reads the test code, within a minute.

import { prepare, read } from "decoder"
import { close, open, problemOf } from "lens"
import { isTest } from "light-scanner"
import { show } from "lights"

const [WITHIN, PACE] = [60_000, 100]
const card = document.getElementById("camera")
const video = card.querySelector("video")
const button = card.querySelector("[data-looks]")
let turn = 0
let stream

button.addEventListener("click", () => (stream ? end("none", "first") : look()))
document.addEventListener("visibilitychange", () => { if (document.hidden && stream) end("none", "first") })

async function look() {
  const mine = ++turn
  show("camera", "none", "opening")
  try {
    const opened = await open()
    if (mine !== turn) return close(opened)
    present(opened)
    await Promise.all([prepare(), video.play()])
    if (mine !== turn) return
    show("camera", "none", "looking")
    const isRead = await readsTheCode(() => mine === turn)
    if (mine === turn) end(...(isRead ? ["green", "read"] : ["amber", "unread"]))
  } catch (problem) {
    if (mine === turn) end("red", problemOf(problem))
  }
}

async function readsTheCode(isCurrent) {
  const givesUpAt = Date.now() + WITHIN
  while (isCurrent() && Date.now() < givesUpAt) {
    const codes = await read(video)
    if (codes.some(one => isTest(one.text))) return true
    await new Promise(resolve => setTimeout(resolve, PACE))
  }
  return false
}

function end(state, says) {
  turn += 1
  close(stream)
  present(null)
  show("camera", state, says)
}

function present(opened) {
  stream = video.srcObject = opened
  video.hidden = !opened
  button.setAttribute("aria-pressed", Boolean(opened))
}
