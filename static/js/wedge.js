// Scanners that type are told from fingers by their rhythm. What they type is taken back from wherever it landed and is
// asked as one reading: at Enter, at Tab, or when nothing more comes. The focus stays where it is, so that no tablet
// calls up its keyboard, and what people have typed stays as it was.

import { closeAll } from "dialog"
import { isPressed, pressed, putInto } from "keys"
import { isEnd, signOf } from "keystroke"
import { clean, isAtItsEnd, isOfLetters, isWhole } from "reading"
import { read } from "scan"
import { asItIs, isTypedInto } from "undisturbed"

// In milliseconds. Fingers do not press FEW keys with at most FAST between them. A scanner's reading is over after a
// PAUSE if it is whole, else after HICCUP: a slow tablet or a weak radio may still hold the rest; of its pauses there
// are not MANY. An Enter that comes soon AFTER it is the scanner's too.
const [FAST, PAUSE, HICCUP, AFTER] = [40, 100, 500, 1000]
const [FEW, MANY] = [4, 3]
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock"])
const field = document.getElementById("q")
let burst, cut, timer
let isFromKey = false
let [untoldAt, overAt] = [-Infinity, -Infinity]

// Before anything else on the page hears of them.
addEventListener("keydown", onKey, true)
addEventListener("keyup", () => { isFromKey = false }, true)
addEventListener("beforeinput", onInsertion, true)

function onKey(event) {
  if (event.isComposing || MODIFIERS.has(event.key)) return
  const sign = signOf(event, burst?.isDead)
  isFromKey = Boolean(sign)
  if (isEnd(event)) onEnd(event)
  else if (sign) onSign(sign, event)
  else if (burst?.isScanner) event.preventDefault()
  else if (event.keyCode === 229) untoldAt = event.timeStamp
  else release()
}

function onEnd(event) {
  const isScanners = burst?.isScanner
  if (isScanners || event.timeStamp - overAt < AFTER) event.preventDefault()
  if (isScanners) finish(true)
  else release()
}

function onSign(sign, event) {
  // A key that is held down repeats as fast as a scanner types.
  if (event.repeat && !burst?.isScanner) return release()
  take(sign, event.timeStamp)
  burst.isDead = event.key === "Dead"
  const isHeld = burst.isHeld && isPressed(sign, burst.element)
  if (isHeld && !burst.isDead) burst.held += sign
  if (isHeld || burst.isScanner) event.preventDefault()
}

// On-screen keyboards, and scanners that pass for one, tell no keys: the signs come into the focused control one by one,
// or all at once after a key that says nothing.
function onInsertion(event) {
  const { data, inputType, timeStamp } = event
  if (isFromKey || inputType !== "insertText" || !data) return
  if ([...data].length > 1 && !(timeStamp - untoldAt < PAUSE && isWhole(clean(data)))) return
  take(data, timeStamp)
  if (burst.isScanner) event.preventDefault()
}

function take(text, at) {
  if (burst?.isScanner) heedPause(at)
  if (!burst?.isScanner && !(at - burst?.at <= FAST)) begin(at)
  Object.assign(burst, { text: burst.text + text, signs: burst.signs + 1, at })
  if (!burst.isScanner && (burst.signs >= FEW || isWhole(clean(burst.text)))) {
    burst.isScanner = true
    burst.putBack()
  }
  wait()
}

// What comes after a pause is the next guest's, where the last code is complete. Fingers that were quick for once go on
// like fingers.
function heedPause(at) {
  if (at - burst.at <= PAUSE) return
  burst.pauses += 1
  if (isAtItsEnd(clean(burst.text))) finish()
  else if (burst.pauses >= MANY) giveBack()
}

function begin(at) {
  release()
  // The timer was quicker than the rest of the keys.
  if (at - cut?.at <= FAST) return resume()
  const element = document.activeElement
  const earlier = at - burst?.at < HICCUP ? burst : undefined
  if (earlier) earlier.earlier = undefined
  burst = { text: "", held: "", signs: 0, pauses: 0, element, isHeld: !isTypedInto(element), putBack: asItIs(element), earlier }
}

function resume() {
  burst = cut
  cut = undefined
}

function wait() {
  clearTimeout(timer)
  if (burst.isScanner) later(isAtItsEnd(clean(burst.text)) ? PAUSE : HICCUP, finish)
  // A blank before a code must press no button, though the code is late.
  else later(burst.held === " " ? 2 * PAUSE : FAST, release)
}

// On a busy page keys wait in line, and so do timers: a timer that is late lets the keys go first.
function later(delay, work) {
  const due = performance.now() + delay
  timer = setTimeout(() => {
    if (performance.now() - due > FAST) timer = setTimeout(work, FAST)
    else work()
  }, delay)
}

// What was held back for a moment was pressed by fingers.
function release() {
  if (!burst?.held || burst.isScanner) return
  const { held, element } = burst
  burst.held = ""
  pressed(held, element)
}

function finish(isEnded = false) {
  const text = whole()
  if (!isEnded && isOfLetters(text) && !isWhole(text)) return giveBack()
  cut = isEnded || isAtItsEnd(text) ? undefined : burst
  over()
  closeAll()
  document.dispatchEvent(new CustomEvent("scanned"))
  read(text)
}

// A pause among the first few keys made them look like fingers'.
function whole() {
  const { text, earlier } = burst
  const [later, both] = [clean(text), clean((earlier?.text ?? "") + text)]
  if (isWhole(later) || !isWhole(both)) return later
  earlier.putBack()
  return both
}

// Letters alone that nothing ends are a name, typed by a program or by a very quick hand.
function giveBack() {
  const { text, element } = burst
  over()
  putInto(element.setRangeText && isTypedInto(element) ? element : field, text)
}

function over() {
  clearTimeout(timer)
  burst = undefined
  overAt = performance.now()
}
