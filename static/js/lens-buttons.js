// The buttons of an open camera: the torch where it has one, and the next camera where there are several.

import { cameras, hasTorch, openNext, setTorch, settingsOf } from "lens"
import { look } from "looking"

const room = document.getElementById("camera")
const [torch, next] = [room.querySelector("[data-torch]"), room.querySelector("[data-next]")]
let stream

room.addEventListener("camera-opened", async ({ detail }) => {
  stream = detail
  room.dataset.facing = settingsOf(stream).facingMode ?? ""
  torch.hidden = !hasTorch(stream)
  torch.setAttribute("aria-pressed", "false")
  next.hidden = (await cameras()).length < 2
})

torch.addEventListener("click", async () => {
  const isOn = torch.getAttribute("aria-pressed") !== "true"
  await setTorch(stream, isOn).then(() => torch.setAttribute("aria-pressed", isOn), () => { torch.hidden = true })
})

next.addEventListener("click", () => {
  const { deviceId } = settingsOf(stream)
  look(() => openNext(deviceId))
})
