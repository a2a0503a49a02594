// The camera looks, or it does not and its room says why. One look at a time: what was begun before ends, and what
// that still awaits finds that it is not current.

import { show } from "camera"
import { prepare } from "decoder"
import { close, open, problemOf, trackOf } from "lens"
import { watch } from "watching"

const [TRIES, LATELY] = [2, 10_000]
const room = document.getElementById("camera")
const video = room.querySelector("video")
let turn = 0
let tried = { times: 0, at: 0 }
let stream

export async function look(source = open) {
  const isCurrent = begin("opening")
  try {
    await Promise.all([prepare(), present(source, isCurrent)])
    if (isCurrent()) show("seeing")
  } catch (problem) {
    return isCurrent() && stop(problemOf(problem))
  }
  try {
    await watch(video, isCurrent)
    if (isCurrent()) stop("asleep")
  } catch (problem) {
    if (isCurrent()) lookAgain(problem)
  }
}

export function stop(state) {
  begin(state)
}

function begin(state) {
  const mine = ++turn
  close(stream)
  stream = video.srcObject = null
  show(state)
  return () => mine === turn
}

async function present(source, isCurrent) {
  const opened = await source()
  if (!isCurrent()) return close(opened)
  stream = video.srcObject = opened
  trackOf(stream).addEventListener("ended", () => {
    if (isCurrent()) lookAgain(new DOMException("The camera went away.", "NotReadableError"))
  })
  await video.play()
  room.dispatchEvent(new CustomEvent("camera-opened", { detail: stream }))
}

// A camera, or a reader, that fails on the way gets another chance before anybody is asked to do something.
function lookAgain(problem) {
  const now = Date.now()
  tried = { times: now - tried.at < LATELY ? tried.times + 1 : 1, at: now }
  if (tried.times > TRIES) stop(problemOf(problem))
  else look()
}
