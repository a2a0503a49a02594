// The sound's place in the menu, its sign when it is off, and M for turning it off and on.

import { play } from "tones"
import { choose, current, mute } from "volume"

const menu = document.querySelector("[data-sound-menu]")
const said = menu.querySelector("[data-said]")

menu.hidden = false
menu.addEventListener("click", ({ target }) => {
  const button = target.closest("button")
  if (!button) return
  if (button.dataset.volume) choose(button.dataset.volume)
  play("in")
  show()
})

export function turnOnOrOff() {
  mute()
  show()
  said.textContent = current() === "off" ? said.dataset.off : said.dataset.on
}

function show() {
  document.documentElement.dataset.volume = current()
  for (const button of menu.querySelectorAll("[data-volume]")) {
    button.setAttribute("aria-pressed", button.dataset.volume === current())
  }
}

show()
