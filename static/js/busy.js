// The button that was tapped says so itself, at once: nobody reads what stands above it.

const inAMoment = document.getElementById("one-moment").content.textContent
const before = new WeakMap()

export function markBusy(button) {
  if (!before.has(button)) before.set(button, [...button.childNodes])
  button.replaceChildren(button.dataset.busy ?? inAMoment)
  button.setAttribute("aria-busy", "true")
  button.disabled = true
}

export function markReady(button) {
  if (!before.has(button)) return
  button.replaceChildren(...before.get(button))
  before.delete(button)
  button.removeAttribute("aria-busy")
  button.disabled = false
}

document.addEventListener("htmx:beforeSend", ({ detail: { elt, requestConfig, xhr } }) => {
  if (requestConfig.verb !== "post") return
  const button = requestConfig.triggeringEvent?.submitter ?? elt.querySelector("button")
  if (!button) return
  const hadFocus = document.activeElement === button
  markBusy(button)
  xhr.addEventListener("loadend", () => {
    markReady(button)
    if (hadFocus && document.activeElement === document.body) button.focus()
  })
})
