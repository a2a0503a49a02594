// The lights of the pre-flight page. Each shows its state by shape, word and sentence; what changed is told to the board.

const page = document.querySelector("[data-lights]")
const lights = [...page.querySelectorAll("[data-light]")]
const [SOON, LATER] = [300, 5000]
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 })
let untold = {}
let telling

// `says` is which of the light's sentences, `values` are the numbers in it, `told` those for the board.
export function show(name, state, says, values = {}, told = {}) {
  const light = lights.find(one => one.dataset.light === name)
  light.dataset.state = state
  choose(light, "word", state)
  choose(light, "says", says)
  for (const [slot, value] of Object.entries(values)) {
    for (const one of light.querySelectorAll(`[data-value=${slot}]`)) one.textContent = number.format(value)
  }
  count()
  if (state !== "none") tell({ [name]: state, ...told })
}

export const stateOf = name => lights.find(one => one.dataset.light === name).dataset.state

function choose(light, kind, chosen) {
  for (const one of light.querySelectorAll(`[data-${kind}]`)) one.hidden = one.dataset[kind] !== chosen
}

function count() {
  const green = lights.filter(one => one.dataset.state === "green").length
  page.querySelector("[data-green]").textContent = green
  page.toggleAttribute("data-all-green", green === lights.length)
}

function tell(changes) {
  if (!page.dataset.lights) return
  Object.assign(untold, changes)
  clearTimeout(telling)
  telling = setTimeout(send, SOON)
}

async function send() {
  const [changes, body] = [untold, new FormData()]
  untold = {}
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: page.dataset.csrf, ...changes })) body.set(name, value)
  try {
    const answer = await fetch(page.dataset.lights, { method: "POST", body })
    page.dataset.told = answer.ok ? "yes" : "no"
  } catch {
    page.dataset.told = "no"
    untold = { ...changes, ...untold }
    clearTimeout(telling)
    telling = setTimeout(send, LATER)
  }
}

count()
