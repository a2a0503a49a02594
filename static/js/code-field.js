// Enter on a whole ticket code asks for the verdict at once; on anything else it searches.

import { ask } from "scan"

const TICKET_CODE = /^(?=.*\d)[A-Z0-9]{15}$/i
const form = document.getElementById("search")
const field = form.elements.q

form.addEventListener("submit", event => {
  event.preventDefault()
  const code = field.value.trim()
  if (!TICKET_CODE.test(code)) return htmx.trigger(field, "search")

  ask(code)
  field.select()
})
