// The screen stays on while this page is in sight. Whoever wants to know whether it does finds data-awake on the page:
// a browser may refuse, as one that saves its battery does.

const root = document.documentElement
let lock

export async function stayAwake() {
  if (document.hidden || isAwake()) return
  try {
    lock = await navigator.wakeLock.request("screen")
    lock.addEventListener("release", tell)
  } catch {
    // The screen goes dark when the tablet wants it to. The next tap asks again.
  }
  tell()
}

export const isAwake = () => lock?.released === false

function tell() {
  root.dataset.awake = isAwake() ? "yes" : "no"
}

// A page out of sight loses its lock, and some browsers give one only after a tap.
document.addEventListener("visibilitychange", stayAwake)
document.addEventListener("pointerdown", stayAwake)
stayAwake()
