// The page that asks who is there: big digits to tap, and four of them are sent by themselves.

import "contact"

const form = document.querySelector(".who")
const pad = form.querySelector("[data-keypad]")
const pin = form.elements.pin

pad.hidden = false
form.querySelector("[data-without-keypad]").hidden = true

pad.addEventListener("click", ({ target }) => {
  const button = target.closest("button[type=button]")
  if (!button) return
  pin.value = "digit" in button.dataset ? (pin.value + button.dataset.digit).slice(0, 4) : ""
  send()
})

form.addEventListener("change", send)
pin.addEventListener("input", send)

// Whoever taps digits needs no on-screen keyboard over them.
if (matchMedia("(pointer: coarse)").matches) pin.inputMode = "none"

function send() {
  const isChosen = form.elements.person.value
  if (isChosen && pin.value.length === 4 && !form.ariaBusy) {
    form.ariaBusy = "true"
    form.requestSubmit()
  }
}
