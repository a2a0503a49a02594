// What fingers press outside of any field: shortcuts, a button's space, and letters, which are for the field.

import { open } from "dialog"
import { toTheField } from "keyboard"
import { turnOnOrOff } from "sound-menu"

const SHORTCUTS = { "/": toTheField, "?": () => open("shortcuts"), m: turnOnOrOff }
const field = document.getElementById("q")

// Whether a sign pressed there is ours to act upon: space elsewhere scrolls the page.
export function isPressed(sign, element) {
  return sign !== " " || Boolean(element.closest("button, summary"))
}

export function pressed(text, element) {
  if (text === " ") element.click()
  else if (element.closest("dialog")) return
  else if (SHORTCUTS[text]) SHORTCUTS[text]()
  else type(text)
}

// As if it had been typed there.
export function putInto(control, text) {
  control.setRangeText(text, control.selectionStart, control.selectionEnd, "end")
  control.dispatchEvent(new Event("input", { bubbles: true }))
}

function type(text) {
  if (document.activeElement !== field) toTheField()
  putInto(field, text)
}
