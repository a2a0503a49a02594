// The button of the camera, and which of its states its room shows. All the rest, the room's inside too, comes when it
// is asked for; on a paired tablet it and the reader of codes come ahead of time.

const button = document.querySelector("[data-camera]")
const room = document.getElementById("camera")
let inside

button.addEventListener("click", () => {
  button.setAttribute("aria-expanded", !isWanted())
  enter()
})
room.addEventListener("click", ({ target }) => {
  if (target.closest("[data-looks]")) enter()
  else if (target.closest("[data-closes]")) close()
})

if ("tablet" in document.documentElement.dataset) {
  addEventListener("load", () => furnish().then(() => import("decoder")).then(({ prepare }) => prepare()).catch(() => {}))
}

export function show(state) {
  const hadFocus = room.contains(document.activeElement)
  room.dataset.state = state
  for (const one of room.querySelectorAll("[data-when]")) one.hidden = !one.dataset.when.split(" ").includes(state)
  if (hadFocus && !document.activeElement.checkVisibility()) room.focus({ preventScroll: true })
}

export function close() {
  button.click()
  button.focus()
}

const isWanted = () => button.getAttribute("aria-expanded") === "true"

async function enter() {
  try {
    await furnish()
    room.hidden = !isWanted()
    const { look, stop } = await import("camera-room")
    if (isWanted()) look()
    else stop("asleep")
  } catch {
    room.hidden = !isWanted()
    show("broken")
  }
}

function furnish() {
  inside ??= fetchInside().catch(problem => {
    inside = undefined
    throw problem
  })
  return inside
}

async function fetchInside() {
  const answer = await fetch(button.dataset.camera)
  const text = await answer.text()
  // A gateway's page, or our own sign-in, is no camera.
  if (!answer.ok || answer.redirected || !text.includes("data-decoder")) throw new Error("The camera's room did not come.")
  room.innerHTML = text
  show("opening")
  await new Promise((resolve, reject) => Object.assign(room.querySelector("link"), { onload: resolve, onerror: reject }))
}
