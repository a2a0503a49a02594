// Whether the screen stays on by itself; awake.js knows.

import { isAwake, stayAwake } from "awake"
import { show } from "lights"

export async function checkAwake() {
  await stayAwake()
  show("awake", isAwake() ? "green" : "amber", isAwake() ? "on" : "refused")
}

new MutationObserver(() => {
  if (!document.hidden) show("awake", isAwake() ? "green" : "amber", isAwake() ? "on" : "refused")
}).observe(document.documentElement, { attributeFilter: ["data-awake"] })
