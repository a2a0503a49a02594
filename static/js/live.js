// The board's own poll is the heartbeat: what came back last says whether we are connected.

const root = document.documentElement

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr.status) root.dataset.connection = "there"
})

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => { root.dataset.connection = "lost" })
}
