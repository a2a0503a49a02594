// How loud this tablet is: off, low, normal or loud.

import { keep, kept } from "kept"

const GAINS = { off: 0, low: 0.15, normal: 0.45, loud: 1 }
let volume = known(kept("volume", "normal"))
let audible = known(kept("volume-when-on", "normal"))

export const current = () => volume
export const gain = () => GAINS[volume]

export function choose(name) {
  volume = known(name)
  keep("volume", volume)
  if (volume === "off") return
  audible = volume
  keep("volume-when-on", audible)
}

// Off, and back to what it was.
export const mute = () => choose(volume === "off" ? audible : "off")

function known(name) {
  return name in GAINS ? name : "normal"
}
