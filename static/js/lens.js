// The camera itself: the rear one first, and then the one that this tablet chose; its torch; what its errors mean.

import { keep, kept } from "kept"

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } }
const PROBLEMS = {
  NotAllowedError: "denied", SecurityError: "denied",
  NotFoundError: "none", OverconstrainedError: "none",
  NotReadableError: "taken", AbortError: "taken",
}

export async function open(camera = kept("camera", "")) {
  const anyOfThatSide = { facingMode: kept("camera-facing", "environment") }
  try {
    return await streamOf(camera ? { deviceId: { exact: camera } } : anyOfThatSide)
  } catch (problem) {
    // A camera was unplugged; and some browsers give the same one another name each day.
    if (camera && problemOf(problem) === "none") return streamOf(anyOfThatSide)
    throw problem
  }
}

export async function openNext(current) {
  const all = (await cameras()).map(one => one.deviceId)
  const opened = await open(all[(all.indexOf(current) + 1) % all.length])
  const { deviceId, facingMode } = settingsOf(opened)
  keep("camera", deviceId)
  keep("camera-facing", facingMode ?? "environment")
  return opened
}

export async function cameras() {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.filter(one => one.kind === "videoinput")
}

export function close(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

export const trackOf = stream => stream.getVideoTracks()[0]
export const settingsOf = stream => trackOf(stream).getSettings()
export const hasTorch = stream => Boolean(trackOf(stream).getCapabilities?.().torch)
export const setTorch = (stream, torch) => trackOf(stream).applyConstraints({ advanced: [{ torch }] })

// Without HTTPS a browser has no cameras to ask for. What has no name of the camera's is the reader's.
export function problemOf({ name }) {
  return navigator.mediaDevices ? PROBLEMS[name] ?? "broken" : "insecure"
}

function streamOf(wish) {
  return navigator.mediaDevices.getUserMedia({ video: { ...SIZE, ...wish } })
}
