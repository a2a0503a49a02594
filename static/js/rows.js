// The arrows walk from the field through the rows and back: each row's button, or what it has in its place.

import { toTheField } from "keyboard"

const STEPS = { ArrowDown: 1, ArrowUp: -1 }
const field = document.getElementById("q")
const results = document.getElementById("results")
let row

document.addEventListener("keydown", event => {
  const { key, target, isComposing } = event
  const stops = [field, ...[...results.querySelectorAll(".person")].map(stopOf)]
  const at = stops.indexOf(target === field ? field : stopOf(target.closest(".person")))
  if (!(key in STEPS) || at < 0 || isComposing || target.closest("input:not(#q), select, textarea")) return
  event.preventDefault()
  const next = stops[at + STEPS[key]]
  if (next === field) toTheField()
  else next?.focus()
})

// A list that is renewed may take away the button that has the focus: somebody was let in at another tablet.
results.addEventListener("htmx:beforeSwap", () => { row = document.activeElement.closest("#results .person")?.id })
results.addEventListener("htmx:afterSwap", () => {
  if (row && document.activeElement === document.body) stopOf(document.getElementById(row))?.focus()
})

function stopOf(person) {
  return person?.querySelector(".person-action button:enabled") ?? person?.querySelector(".person-more")
}
