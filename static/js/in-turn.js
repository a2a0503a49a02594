// Of several guests asked about at once, the answers come in any order. A newer guest's verdict is not hidden by an older
// one's that comes late: that one waits until the newer has been read.

import { attemptOf } from "attempt"
import { isNeeded } from "verdict"

const LOOK_EVERY = 500
const [room, recent] = [document.getElementById("verdict"), document.getElementById("recent")]
const late = []
let [asked, shown] = [0, 0]
let answered

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const attempt = attemptOf(detail.requestConfig)
  if (attempt) attempt.turn = asked += 1
})

document.addEventListener("htmx:beforeSwap", ({ detail }) => { answered = attemptOf(detail.requestConfig) })

document.addEventListener("htmx:oobBeforeSwap", event => {
  const { target, fragment } = event.detail
  if (target === recent && newest(fragment) < newest(recent)) skip(event)
  if (target !== room || !answered) return
  if (answered.turn >= shown || !isNeeded()) shown = answered.turn
  else {
    skip(event)
    late.push({ answered, html: fragment.innerHTML })
    setTimeout(showLate, LOOK_EVERY)
  }
})

function showLate() {
  if (!late.length) return
  if (isNeeded()) return setTimeout(showLate, LOOK_EVERY)
  const { html, ...one } = late.shift()
  answered = one.answered
  htmx.swap(room, `<div hx-swap-oob="innerHTML:#verdict">${html}</div>`, { swapStyle: "none" })
  setTimeout(showLate, LOOK_EVERY)
}

function skip(event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

const newest = list => list.querySelector("time")?.dateTime ?? ""
