// Typing ticks back in, by keyboard alone: Enter takes the lines, each is sent by itself with an id of its own, one
// after the other, and stays on the page until the server has said what came of it.

import { newId } from "new-id"
import { forget, remember, remembered } from "tick-queue"
import { askAbout } from "tick-sending"

const AGAIN_AFTER = 2000
const form = document.getElementById("ticks-form")
const field = form.elements.lines
const list = document.getElementById("ticks")
const waiting = []
let isSending = false

form.addEventListener("submit", event => {
  event.preventDefault()
  take()
})
field.addEventListener("keydown", event => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
  event.preventDefault()
  take()
})

for (const tick of remembered()) add(tick)
count()
sendNext()

function take() {
  const lines = field.value.split("\n").map(line => line.trim()).filter(line => line)
  for (const line of lines) add({ id: newId(), line, block: block() })
  field.value = ""
  field.focus()
  sendNext()
}

// What holds for every line until it is changed.
function block() {
  const { checkpoint, who, at } = form.elements
  return { checkpoint: checkpoint.value, who: who.value, at: at.value }
}

function add(tick, place) {
  const row = document.getElementById("tick-waiting").content.firstElementChild.cloneNode(true)
  row.querySelector(".tick-typed").textContent = tick.line
  if (place) place.replaceWith(row)
  else list.prepend(row)
  remember(tick)
  waiting.push({ tick, row })
  count()
}

async function sendNext() {
  if (isSending || !waiting.length) return
  isSending = true
  const { answer, isOver } = await askAbout(waiting[0].tick, form)
  isSending = false
  document.getElementById("ticks-lost").hidden = Boolean(answer) || isOver
  document.getElementById("ticks-signed-out").hidden = !isOver
  if (isOver) return
  if (!answer) return setTimeout(sendNext, AGAIN_AFTER)
  settle(waiting.shift(), answer)
  sendNext()
}

function settle({ tick, row }, answer) {
  row.replaceWith(answer)
  if (answer.matches(".is-wrong")) offerCorrection(answer, tick)
  else forget(tick)
  count()
}

function offerCorrection(row, tick) {
  const correction = document.getElementById("tick-correction").content.firstElementChild.cloneNode(true)
  const input = correction.querySelector("input")
  input.value = tick.line
  input.id = correction.querySelector("label").htmlFor += tick.id
  correction.addEventListener("submit", event => {
    event.preventDefault()
    forget(tick)
    // Where the block itself was refused, it has been mended above.
    const kept = row.querySelector(".tick-typed") ? tick.block : block()
    if (input.value.trim()) add({ id: newId(), line: input.value.trim(), block: kept }, row)
    field.focus()
    sendNext()
  })
  correction.querySelector("[data-drops]").addEventListener("click", () => {
    forget(tick)
    row.remove()
    count()
    field.focus()
  })
  row.append(correction)
}

function count() {
  for (const number of document.querySelectorAll("[data-counts]")) {
    number.textContent = list.querySelectorAll(number.dataset.counts).length
  }
}
