// The door's sounds, made on the spot: for each kind of verdict its tones, one after the other.

import { gain } from "volume"

// The wave, from and to how many Hz, for how long, and the rest after it, in seconds.
const TONES = {
  in: [["sine", 1320, 1320, 0.14, 0]],
  again: [["triangle", 660, 660, 0.12, 0.09], ["triangle", 660, 660, 0.12, 0]],
  stop: [["square", 185, 185, 0.75, 0]],
  out: [["sine", 990, 495, 0.18, 0]],
  undone: [["sine", 660, 660, 0.09, 0.03], ["sine", 440, 440, 0.14, 0]],
  attention: [["triangle", 784, 784, 0.13, 0.02], ["triangle", 1047, 1047, 0.13, 0.02], ["triangle", 784, 784, 0.22, 0]],
}
const EDGE = 0.008
let context, last

// Browsers make no sound before the first tap or key, and after a tablet slept they wait for the next.
export function unlock() {
  context ??= new AudioContext()
  if (context.state !== "running") context.resume().catch(() => {})
}

export function play(kind) {
  last?.disconnect()
  if (!context || !gain() || !TONES[kind]) return
  last = new GainNode(context, { gain: gain() })
  last.connect(context.destination)
  let at = context.currentTime
  for (const tone of TONES[kind]) at = sound(tone, at)
}

function sound([type, from, to, seconds, rest], at) {
  const [wave, edges] = [new OscillatorNode(context, { type, frequency: from }), new GainNode(context, { gain: 0 })]
  const end = at + seconds
  if (to !== from) wave.frequency.setValueAtTime(from, at).exponentialRampToValueAtTime(to, end)
  edges.gain.setValueAtTime(0, at).linearRampToValueAtTime(1, at + EDGE)
  edges.gain.setValueAtTime(1, end - EDGE).linearRampToValueAtTime(0, end)
  wave.connect(edges).connect(last)
  wave.start(at)
  wave.stop(end)
  return end + rest
}
