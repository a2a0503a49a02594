// What has no answer is said, and may be sent again.

import { send } from "attempt"
import { markBusy, markReady } from "busy"
import { show } from "verdict"

// Show a template about an attempt. Its button sends the same again and gives up what was sent before.
export function say(template, attempt) {
  const panel = show(template, attempt.name)
  const button = panel.querySelector("[data-again]")
  button.addEventListener("click", () => {
    attempt.xhr?.abort()
    markBusy(button)
    send(Object.assign(attempt, { panel }))
  })
  return panel
}

export function offerAgain(panel) {
  const button = panel.querySelector("[data-again]")
  button.hidden = false
  markReady(button)
}
