// What was not confirmed is offered to whoever is at the tablet, and never sent by itself.

import { attemptOf, send, valueOf } from "attempt"
import { forget, remember, unconfirmed } from "unconfirmed"
import { show } from "verdict"

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const attempt = attemptOf(detail.requestConfig)
  if (attempt && valueOf(attempt, "id")) remember(attempt)
})

function offer() {
  const here = unconfirmed().filter(one => one.path.startsWith(location.pathname))
  if (!here.length) return
  const line = show("unconfirmed").querySelector("[data-one]")
  line.replaceWith(...here.map(attempt => filled(line, attempt)))
}

function filled(line, attempt) {
  const one = line.cloneNode(true)
  for (const who of one.querySelectorAll("[data-who]")) who.textContent = attempt.name
  one.querySelector("[data-send]").addEventListener("click", () => send(attempt))
  one.querySelector("[data-drop]").addEventListener("click", () => {
    forget(attempt)
    show("ready")
    offer()
  })
  return one
}

document.addEventListener("verdict-read", offer)
offer()
