// The time at the server, by a tablet whose own clock may be wrong. How wrong is measured when a page opens and whenever
// it comes back in sight, and kept for a page that opens without a connection.

import { keep, kept } from "kept"

const [CLOCK, PLACE, SAMPLES, WITHIN] = ["/clock", "clock-offset", 5, 5000]
let offset = known(kept(PLACE, ""))

export const isKnown = () => offset !== undefined
export const now = () => new Date(Date.now() + (offset ?? 0))

// How far the server's clock is ahead of ours, by the sample that was on its way for the shortest time; and how long an
// answer takes: the middle one of all. In milliseconds.
export async function measure() {
  const samples = []
  while (samples.length < SAMPLES) samples.push(await sample())
  samples.sort((one, other) => one.took - other.took)
  offset = Math.round(samples[0].offset)
  keep(PLACE, offset)
  return { offset, took: Math.round(samples[Math.floor(SAMPLES / 2)].took) }
}

async function sample() {
  const [asked, from] = [Date.now(), performance.now()]
  const answer = await fetch(CLOCK, { cache: "no-store", signal: AbortSignal.timeout(WITHIN) })
  const { now } = await answer.json()
  const took = performance.now() - from
  return { took, offset: now - asked - took / 2 }
}

function known(text) {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
}
