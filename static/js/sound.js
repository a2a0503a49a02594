// A verdict that arrives is heard, and felt where there is something to feel: once, and never one that was there before.

import { play, unlock } from "tones"

// Milliseconds of shaking and of rest, in turns.
const SHAKES = { in: [60], again: [80, 80, 80], stop: [600], out: [40, 40, 40], undone: [40, 40, 80], attention: [200, 80, 200, 80, 200] }
const room = document.getElementById("verdict")
const heard = new WeakSet()

for (const touch of ["pointerdown", "pointerup", "keydown"]) document.addEventListener(touch, unlock, { passive: true })

document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  const verdict = room.querySelector(":scope > [data-sound]")
  if (detail.target !== room || !verdict || heard.has(verdict)) return
  heard.add(verdict)
  play(verdict.dataset.sound)
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHAKES[verdict.dataset.sound] ?? [])
})
