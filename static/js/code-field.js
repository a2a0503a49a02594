// Enter on a whole ticket code asks for the verdict at once; on anything else it searches.

import { send } from "attempt"

const TICKET_CODE = /^(?=.*\d)[A-Z0-9]{15}$/i
const form = document.getElementById("search")
const field = form.elements.q

form.addEventListener("submit", event => {
  event.preventDefault()
  const code = field.value.trim()
  if (!TICKET_CODE.test(code)) return htmx.trigger(field, "search")

  send({ path: form.dataset.checkIns, values: [...new FormData(form), ["id", newId()], ["code", code]], name: code })
  field.select()
})

// crypto.randomUUID is missing where a trial runs on plain HTTP.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("")
}
