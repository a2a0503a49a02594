// The heartbeat is the counters' own poll: what came back last says whether we are connected.

const root = document.documentElement

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr.status === 0) return
  const wasLost = root.dataset.connection === "lost"
  root.dataset.connection = "there"
  if (wasLost) htmx.trigger("#q", "search")
})

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => {
    root.dataset.connection = "lost"
    if (detail.requestConfig.verb === "post") sayNothingIsConfirmed()
  })
}

function sayNothingIsConfirmed() {
  const words = document.getElementById("no-answer").content.cloneNode(true)
  document.getElementById("verdict").replaceChildren(words)
}
