// A verdict that has been read makes room when the next guest is searched for.

const LONG_ENOUGH = 3000
const room = document.getElementById("verdict")
let since = Infinity

document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target === room) since = Date.now()
})

document.getElementById("q").addEventListener("input", () => {
  if (Date.now() - since < LONG_ENOUGH) return
  room.replaceChildren(document.getElementById("ready").content.cloneNode(true))
  since = Infinity
})
