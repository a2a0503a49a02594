// A slow server: after 2 s it is said that nothing is confirmed yet, after 8 s the same may be sent again.

import { offerAgain, say } from "again"
import { attemptOf } from "attempt"
import { isFree, show } from "verdict"

const [SLOW, TOO_SLOW, LOOK_EVERY] = [2000, 8000, 250]

document.addEventListener("htmx:beforeRequest", ({ detail: { requestConfig, xhr } }) => {
  const attempt = attemptOf(requestConfig)
  if (!attempt) return
  // While a verdict is asked for, the last guest's is taken away.
  if (!isSeen(attempt.panel)) show("ready")
  const asked = Date.now()
  const looking = setInterval(() => look(attempt, Date.now() - asked), LOOK_EVERY)
  xhr.addEventListener("loadend", () => clearInterval(looking))
})

// Another guest's verdict is not taken away for this.
function look(attempt, waited) {
  if (waited >= SLOW && !isSeen(attempt.panel) && isFree()) attempt.panel = say("slow", attempt)
  if (waited >= TOO_SLOW && isSeen(attempt.panel)) offerAgain(attempt.panel)
}

function isSeen(panel) {
  return panel?.isConnected && !panel.hidden
}
