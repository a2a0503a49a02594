// Keys pressed outside of any field. Most are for the field: a scanner types wherever the focus is. A few are
// shortcuts, and a letter is one only when it comes alone: a scanner's letters come one upon the other.

import { open } from "dialog"
import { toTheField } from "keyboard"
import { turnOnOrOff } from "sound-menu"

const ALONE = 100
const field = document.getElementById("q")
const SHORTCUTS = { "/": toTheField, "?": () => open("shortcuts") }
const LETTERS = { m: turnOnOrOff }
let letter

document.addEventListener("keydown", event => {
  const { key, target, ctrlKey, altKey, metaKey, repeat } = event
  if (key.length > 1 || key === " " || ctrlKey || altKey || metaKey || event.defaultPrevented) return
  if (target.closest("input, select, textarea, dialog")) return
  const held = takeLetter()
  if (!held && SHORTCUTS[key]) {
    event.preventDefault()
    SHORTCUTS[key]()
  } else if (!held && LETTERS[key] && !repeat) {
    event.preventDefault()
    letter = { key, timer: setTimeout(() => { letter = LETTERS[key]() }, ALONE) }
  } else {
    toTheField()
    if (held) field.value = held.key
  }
})

function takeLetter() {
  const held = letter
  clearTimeout(held?.timer)
  letter = undefined
  return held
}
