// The page that asks who is there: big digits to tap, and four of them are sent by themselves. A scanner that types
// here reads tickets for nobody, and is told so.

import "contact"

// Milliseconds: fingers are slower than a scanner, and four digits wait to see whether more follow.
const [FAST, SETTLED] = [35, 120]
const form = document.querySelector(".who")
const pad = form.querySelector("[data-keypad]")
const first = form.querySelector("[data-first]")
const pin = form.elements.pin
let sending, last, quick = 0

pad.hidden = false
form.querySelector("[data-without-keypad]").hidden = true

// Whoever taps digits needs no on-screen keyboard over them.
if (matchMedia("(pointer: coarse)").matches) pin.inputMode = "none"

pad.addEventListener("click", ({ target }) => {
  const button = target.closest("button[type=button]")
  if (!button) return
  pin.value = "digit" in button.dataset ? (pin.value + button.dataset.digit).slice(0, 4) : ""
  sendSoon()
})

form.addEventListener("change", sendSoon)
pin.addEventListener("input", sendSoon)
form.addEventListener("submit", event => {
  if (pin.value === "" || form.ariaBusy) event.preventDefault()
  else form.ariaBusy = "true"
})

// Digits are for the PIN, wherever the focus is.
addEventListener("keydown", event => {
  const { key, timeStamp } = event
  if ([...key].length > 1) return
  quick = timeStamp - last < FAST ? quick + 1 : 0
  last = timeStamp
  if (quick > 2) return refuse(event)
  if (event.target !== pin && /^\d$/.test(key)) pin.focus()
}, true)

function refuse(event) {
  event.preventDefault()
  clearTimeout(sending)
  pin.value = ""
  first.hidden = false
}

function sendSoon() {
  clearTimeout(sending)
  sending = setTimeout(() => {
    if (form.elements.person.value && /^\d{4}$/.test(pin.value)) form.requestSubmit()
  }, SETTLED)
}
