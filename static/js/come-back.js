// A page that was lost (reloaded, or thrown out of a tablet's memory) comes back with its search, at the same place of
// its list. Only to whom it belonged and at that door, and five minutes after the last key the guest's name is forgotten.

const [PLACE, KEPT_FOR] = ["searched", 5 * 60 * 1000]
const form = document.getElementById("search")
const { q: field, checkpoint, way } = form.elements
const results = document.getElementById("results")
const here = [form.dataset.person, form.action, checkpoint.value, way.value].join(" ")
let forgetting

field.addEventListener("input", () => remember({ here, text: field.value, at: Date.now() }))
document.addEventListener("visibilitychange", leave)
addEventListener("pagehide", leave)
// By then htmx listens to the field.
document.addEventListener("DOMContentLoaded", comeBack)

function comeBack() {
  const last = recall()
  if (!last?.text || field.value) return
  forgetLater(last)
  field.value = last.text
  results.addEventListener("htmx:afterSettle", () => scrollTo(0, last.scrolled ?? 0), { once: true })
  htmx.trigger(field, "search")
}

function leave() {
  const last = recall()
  if (last) remember({ ...last, text: field.value, scrolled: scrollY })
}

function recall() {
  try {
    const last = JSON.parse(sessionStorage.getItem(PLACE))
    if (last?.here === here && Date.now() - last.at < KEPT_FOR) return last
    sessionStorage.removeItem(PLACE)
  } catch {
    // Where nothing may be kept, a page that is lost begins anew.
  }
}

function remember(last) {
  try {
    if (last.text) sessionStorage.setItem(PLACE, JSON.stringify(last))
    else sessionStorage.removeItem(PLACE)
  } catch {
    // As above.
  }
  forgetLater(last)
}

function forgetLater({ at }) {
  clearTimeout(forgetting)
  forgetting = setTimeout(recall, KEPT_FOR - (Date.now() - at))
}
