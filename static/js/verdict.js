// The verdict's room: what is shown in it by us, and when a verdict that has been read makes room for the next guest.

const LONG_ENOUGH = 3000
const room = document.getElementById("verdict")
let since = -Infinity
let isPressed = false
let isNextHere = false

// Show one of the page's templates, about somebody. What was shown is put out of sight and not away: its own button
// may be what asks, and htmx answers nobody who has left the page.
export function show(template, name = "") {
  const shown = document.getElementById(template).content.firstElementChild.cloneNode(true)
  for (const one of shown.querySelectorAll("[data-who]")) one.textContent = name
  for (const one of room.querySelectorAll(":scope > [hidden]")) one.remove()
  for (const one of room.children) one.hidden = true
  room.append(shown)
  since = template === "ready" ? -Infinity : Infinity
  return shown
}

// Whether nobody needs what is shown: a verdict is needed for 3 s, and for as long as it is touched.
export function isFree() {
  return Date.now() - since >= LONG_ENOUGH && !isPressed && !room.contains(document.activeElement)
}

// Whether a verdict is shown that somebody may still be reading.
export const isNeeded = () => since !== Infinity && !isFree()

function leave() {
  if (!isNextHere || since === -Infinity || !isFree()) return
  show("ready")
  document.dispatchEvent(new CustomEvent("verdict-read"))
}

document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target !== room) return
  [since, isNextHere] = [Date.now(), false]
  setTimeout(leave, LONG_ENOUGH)
})

document.getElementById("q").addEventListener("input", () => {
  isNextHere = true
  leave()
})

room.addEventListener("pointerdown", () => { isPressed = true })
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    isPressed = false
    leave()
  })
}
room.addEventListener("focusout", () => setTimeout(leave))
