// A sound is played; whoever stands there says whether it was heard.

import { show } from "lights"
import "sound-menu"
import { unlock } from "tones"
import { current } from "volume"

const card = document.querySelector("[data-light=sound]")
const answers = card.querySelector("[data-answers]")

for (const touch of ["pointerdown", "pointerup", "keydown"]) document.addEventListener(touch, unlock, { passive: true })

card.querySelector("[data-sound-menu]").addEventListener("click", ({ target }) => {
  if (!target.closest("button")) return
  answers.hidden = current() === "off"
  if (current() === "off") show("sound", "amber", "off")
  else show("sound", "none", "asked")
})
answers.addEventListener("click", ({ target }) => {
  const heard = target.closest("[data-heard]")?.dataset.heard
  if (heard) show("sound", heard === "yes" ? "green" : "red", heard === "yes" ? "heard" : "silent")
})
