// What closes the camera by key, and what brings it back by itself.

import { close } from "camera"
import { look, stop } from "looking"
import "lens-buttons"

export { look, stop }

const BROUGHT_BACK = {
  visible: ["away", "denied", "none", "taken", "broken"],
  plugged: ["none", "taken"],
  granted: ["denied"],
  online: ["broken"],
}
const room = document.getElementById("camera")

room.addEventListener("keydown", event => {
  if (event.key !== "Escape") return
  event.stopPropagation()
  close()
})

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) bringBack("visible")
  else if (["opening", "seeing"].includes(room.dataset.state) && !room.hidden) stop("away")
})
addEventListener("online", () => bringBack("online"))
navigator.mediaDevices?.addEventListener("devicechange", () => bringBack("plugged"))
// Not every browser tells of the camera.
navigator.permissions?.query({ name: "camera" }).then(permission => {
  permission.addEventListener("change", () => { if (permission.state === "granted") bringBack("granted") })
}, () => {})

function bringBack(by) {
  if (!room.hidden && BROUGHT_BACK[by].includes(room.dataset.state)) look()
}
