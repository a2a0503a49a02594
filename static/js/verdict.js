// The verdict's room: what is shown in it by us, and when a verdict that has been read makes room for the next guest.

const LONG_ENOUGH = 3000
const room = document.getElementById("verdict")
let since = Infinity

// Show one of the page's templates: "ready" or "no-answer". What was shown is put out of sight and not away: its own
// button may be what asks, and htmx answers nobody who has left the page.
export function show(template) {
  for (const one of room.querySelectorAll(":scope > [hidden]")) one.remove()
  for (const one of room.children) one.hidden = true
  room.append(document.getElementById(template).content.cloneNode(true))
  since = template === "ready" ? Infinity : Date.now()
}

document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target === room) since = Date.now()
})

document.getElementById("q").addEventListener("input", () => {
  if (Date.now() - since >= LONG_ENOUGH) show("ready")
})
