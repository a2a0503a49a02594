// Escape closes what is open, the nearest first, and otherwise leads back to the field. A dialog closes by itself.

import { toTheField } from "keyboard"

document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return
  event.preventDefault()
  const folded = document.querySelector("details.menu[open], #verdict details[open]")
  const row = document.querySelector("#results .person:has(+ .opened) .person-more")
  if (folded) {
    folded.open = false
    folded.querySelector("summary").focus()
  } else if (row) {
    row.focus()
    row.click()
  } else {
    toTheField()
  }
})
