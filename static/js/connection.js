// The heartbeat is the counters' own poll: what came back last says whether we are connected.

import { say } from "again"
import { attemptOf } from "attempt"
import { forget } from "unconfirmed"
import { show } from "verdict"

const root = document.documentElement

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr.status === 0) return
  const wasLost = root.dataset.connection === "lost"
  root.dataset.connection = "there"
  if (wasLost) htmx.trigger("#q", "search")
})

// A verdict is only what our door said. An answer that holds none (a gateway's page, a hotel's sign-in) confirms
// nothing and replaces nothing.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const attempt = attemptOf(detail.requestConfig)
  if (!attempt) return
  if (isOurs(detail.xhr)) return heed(attempt, detail.xhr)
  detail.shouldSwap = false
  say("no-answer", attempt)
})

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => {
    root.dataset.connection = "lost"
    const attempt = attemptOf(detail.requestConfig)
    if (attempt) say("no-answer", attempt)
  })
}

// What has no verdict, such as a note, tells the page what changed.
function isOurs(xhr) {
  return xhr.responseText.includes("data-result=") || (xhr.status === 204 && xhr.getResponseHeader("HX-Trigger"))
}

// A page that was open for too long, and a fault of ours, may be tried again.
function heed(attempt, { status }) {
  if (status === 204) show("ready")
  if (status !== 403 && status < 500) forget(attempt)
}
