// The button of the camera, and which of its states its room shows. All the rest is loaded when it is asked for, and
// the reader of codes ahead of time on a paired tablet.

const button = document.querySelector("[data-camera]")
const room = document.getElementById("camera")

button.addEventListener("click", () => {
  room.hidden = !room.hidden
  button.setAttribute("aria-expanded", !room.hidden)
  show("opening")
  import("camera-room").then(({ look, stop }) => (room.hidden ? stop("asleep") : look()), () => show("broken"))
})

if ("tablet" in document.documentElement.dataset) {
  addEventListener("load", () => import("decoder").then(({ prepare }) => prepare()).catch(() => {}))
}

export function show(state) {
  const hadFocus = room.contains(document.activeElement)
  room.dataset.state = state
  for (const one of room.querySelectorAll("[data-when]")) one.hidden = !one.dataset.when.split(" ").includes(state)
  if (hadFocus && !document.activeElement.checkVisibility()) room.focus({ preventScroll: true })
}
