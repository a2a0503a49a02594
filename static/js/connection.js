// The heartbeat is the counters' own poll: what came back last says whether we are connected.

import { show } from "verdict"

const root = document.documentElement

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr.status === 0) return
  const wasLost = root.dataset.connection === "lost"
  root.dataset.connection = "there"
  if (wasLost) htmx.trigger("#q", "search")
})

// A verdict is only what our door said. While it is asked, the last guest's is taken away; an answer that holds
// none (a gateway's page, a hotel's sign-in) confirms nothing and replaces nothing.
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb === "post") show("ready")
})

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.requestConfig.verb !== "post" || detail.xhr.responseText.includes("data-result=")) return
  detail.shouldSwap = false
  show("no-answer")
})

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => {
    root.dataset.connection = "lost"
    if (detail.requestConfig.verb === "post") show("no-answer")
  })
}
