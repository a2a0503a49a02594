// Two lights of the same five requests: how right this clock is, and how quick the connection.

import { measure } from "clock"
import { show } from "lights"

const [CLOSE_ENOUGH, QUICK, SLOW] = [2000, 500, 2000]

export async function checkClock() {
  for (const name of ["clock", "connection"]) show(name, "none", "measuring")
  try {
    const { offset, took } = await measure()
    showClock(offset)
    showConnection(took)
  } catch {
    for (const name of ["clock", "connection"]) show(name, "red", "silent")
  }
}

function showClock(offset) {
  const says = Math.abs(offset) <= CLOSE_ENOUGH ? "right" : offset > 0 ? "behind" : "ahead"
  const seconds = Math.abs(offset) / 1000
  show("clock", says === "right" ? "green" : "amber", says, { seconds }, { clock_ms: -offset })
}

function showConnection(took) {
  const state = took <= QUICK ? "green" : took <= SLOW ? "amber" : "red"
  show("connection", state, state === "green" ? "quick" : "slow", { took }, { connection_ms: took })
}
