// What is asked of the door: where, with which values, about whom. Sent again it is the same, id and all, so that
// nobody is let in twice; and it happened when it was asked first.

import { isKnown, now } from "clock"

const form = document.getElementById("search")
const asked = new WeakMap()
const sent = new WeakMap()

export const attemptOf = requestConfig => asked.get(requestConfig)

document.addEventListener("htmx:configRequest", ({ detail: { verb, parameters } }) => {
  if (verb === "post" && parameters.id && !parameters.happened_at && isKnown()) parameters.happened_at = now().toISOString()
})

document.addEventListener("htmx:beforeRequest", ({ detail: { elt, requestConfig, xhr } }) => {
  if (requestConfig.verb !== "post") return
  const attempt = sent.get(elt) ?? { path: requestConfig.path, name: nameNear(elt) }
  asked.set(requestConfig, Object.assign(attempt, { values: [...requestConfig.formData], xhr }))
})

// Each has a sender of its own: none waits for another, and none is dropped for one.
export function send(attempt) {
  const sender = document.body.appendChild(document.createElement("form"))
  const values = new FormData()
  sender.hidden = true
  sent.set(sender, attempt)
  for (const [name, value] of attempt.values) values.append(name, value)
  values.set("csrfmiddlewaretoken", form.dataset.csrf)
  const end = () => sender.remove()
  // A failure is said in the verdict's room; see connection.js.
  htmx.ajax("POST", attempt.path, { source: sender, swap: "none", values }).then(end, end)
}

export function valueOf(attempt, wanted) {
  return attempt.values.find(([name]) => name === wanted)?.[1]
}

function nameNear(element) {
  const place = element.closest(".person, .opened, .verdict")
  const near = place?.matches(".opened") ? place.previousElementSibling : place
  return near?.querySelector(".person-name, .verdict-name")?.textContent.trim() ?? ""
}
