// What a key that was pressed types, as far as the page can know.

const [ACCENTS, OTHERS] = [{ BracketLeft: "´`", Quote: "~^", Digit6: "6¨" }, "`~"]
const ENDS = new Set(["Enter", "Tab"])
// As scanners type the control characters CR, LF and Tab.
const ENDS_WITH_CTRL = new Set(["m", "j", "i"])

// The sign it types, or nothing. A dead key types its accent, and the letter after it is plain: Android, Windows and
// Linux each make something else of the two.
export function signOf(event, comesAfterDead) {
  const { key, code, shiftKey } = event
  if (isWithModifier(event)) return ""
  if (key === "Dead") return (ACCENTS[code] ?? OTHERS)[Number(shiftKey)]
  if (comesAfterDead && /^(Key|Digit)/.test(code)) return plain(event)
  return [...key].length === 1 ? key : ""
}

export function isEnd(event) {
  return ENDS.has(event.key) || (event.ctrlKey && ENDS_WITH_CTRL.has(event.key.toLowerCase()))
}

function plain(event) {
  const sign = event.code.at(-1)
  if (event.code.startsWith("Digit")) return event.shiftKey ? event.key : sign
  return event.shiftKey === event.getModifierState("CapsLock") ? sign.toLowerCase() : sign
}

function isWithModifier(event) {
  return event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph"))
}
