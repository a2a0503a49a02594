// Enter on a whole code asks for the verdict at once; on anything else it searches. A pasted code needs no Enter.

import { clean, isWhole } from "reading"
import { ask, read } from "scan"

const form = document.getElementById("search")
const field = form.elements.q

form.addEventListener("submit", event => {
  event.preventDefault()
  const code = clean(field.value)
  if (!isWhole(code)) return htmx.trigger(field, "search")

  ask(code)
  field.select()
})

// What was typed before the scripts came is searched for too. By then htmx listens to the field.
document.addEventListener("DOMContentLoaded", () => {
  if (field.value !== field.defaultValue) htmx.trigger(field, "search")
})

document.addEventListener("paste", event => {
  const code = clean(event.clipboardData.getData("text"))
  if (!isWhole(code) || (event.target !== field && event.target.closest("input, textarea"))) return
  event.preventDefault()
  read(code)
})
