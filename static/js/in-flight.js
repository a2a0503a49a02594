// What is being asked stays on the page until it is answered, whatever is searched for or shown meanwhile: htmx
// answers nobody who has left the page. And what somebody has filled in stays when its list is renewed.

const waiting = document.body.appendChild(document.createElement("div"))
const { callbacks } = Idiomorph.defaults
waiting.hidden = true

callbacks.beforeNodeMorphed = old => !(isFilledIn(old) || (old.matches?.(".person, .opened") && busyIn(old).length))

callbacks.beforeNodeRemoved = old => {
  if (old.nodeType !== Node.ELEMENT_NODE) return true
  setAside(old)
  return !waiting.contains(old)
}

document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => setAside(detail.target))

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "post") return
  if (detail.successful && detail.elt.matches("form")) detail.elt.reset()
  setTimeout(() => {
    for (const one of waiting.children) if (!busyIn(one).length) one.remove()
  })
})

function setAside(old) {
  for (const button of busyIn(old)) waiting.append(button.closest(".person") ?? button.closest("form"))
}

function busyIn(element) {
  return element.querySelectorAll("form [aria-busy=true]")
}

function isFilledIn(element) {
  if (!element.matches?.("input:not([type=hidden]), textarea")) return false
  return element.value !== element.defaultValue || element.checked !== element.defaultChecked
}
