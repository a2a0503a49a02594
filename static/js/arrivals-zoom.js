// A stretch that is dragged over on the chart becomes the time that is shown.

import { chartNow } from "arrivals-chart"

const FEWEST_PIXELS = 12
let from, shade

document.addEventListener("pointerdown", (event) => {
  if (!event.target.matches("[data-chart-of] canvas") || !event.isPrimary) return
  from = event.offsetX
  shade = Object.assign(document.createElement("div"), { className: "chart-drag", hidden: true })
  event.target.parentElement.append(shade)
  event.target.setPointerCapture(event.pointerId)
})

document.addEventListener("pointermove", (event) => {
  if (!shade) return
  const [left, right] = stretch(event)
  shade.hidden = right - left < FEWEST_PIXELS
  Object.assign(shade.style, { left: `${left}px`, width: `${right - left}px` })
})

for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, (event) => {
    if (!shade) return
    if (end === "pointerup" && !shade.hidden) show(stretch(event))
    shade.remove()
    shade = null
  })
}

function stretch({ offsetX }) {
  return [from, offsetX].sort((one, other) => one - other)
}

function show(pixels) {
  const { x } = chartNow().scales
  const rows = document.querySelectorAll("#arrivals tbody tr")
  const [first, last] = pixels.map((pixel) => Math.min(Math.max(x.getValueForPixel(pixel), 0), rows.length - 1))
  const form = document.querySelector("[data-window]")
  form.elements.since.value = rows[first].dataset.from
  form.elements.until.value = rows[last].dataset.until
  form.requestSubmit()
}
