// What was read, by whatever read it: cleaned, whole or not, and short enough to be shown.

const LONGEST = 1000
const TEST_CODE = document.getElementById("search").dataset.testCode.toLowerCase()
const CODE = /^(?=.*\d)[A-Z0-9]{15}$/i
const CAPITALS = /^[A-Z]{15}$/
const ID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i
const ENDS_WITH_ONE = /[^A-Z0-9]((?=[A-Z]*\d)[A-Z0-9]{15}|[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12})\W{0,3}$/i
// As they begin through either keyboard layout: `://` may be `Ç;;`, and a brace a grave accent.
const ADDRESS = /^https?\W\S+$/i
const JSON_OR_AIM = /^[{}[\]`´~"\\].{5}/
const PARTS = /^https?:\/+(?:[^/?#@]*@)?([^/?#:]+)[^/]*\/?(.*)/i

// Without control characters and other signs that nobody sees, and no longer than the door takes.
export function clean(text) {
  return text.slice(0, LONGEST).replace(/[\p{C}\p{Z}]+/gu, " ").trim()
}

export function isWhole(text) {
  return [CODE, CAPITALS, ID, ADDRESS, JSON_OR_AIM].some(form => form.test(text)) || text.toLowerCase() === TEST_CODE
}

// A code or an id ends where it ends, and what holds one mostly ends with it; other text may go on.
export function isAtItsEnd(text) {
  return [CODE, CAPITALS, ID, ENDS_WITH_ONE].some(form => form.test(text)) || text.toLowerCase() === TEST_CODE
}

// Names are made of nothing else.
export const isOfLetters = text => /^[\p{L}\s]*$/u.test(text)

// As the server shortens it.
export function shortened(text) {
  if (/^[\w-]{10,}$/.test(text)) return ends(text, 4, 3)
  const [, host, path] = PARTS.exec(text) ?? []
  if (host) return `${ends(host, 18, 9)}/${path.slice(0, 6)}${path.length > 6 ? "…" : ""}`
  return ends(text, 18, 9)
}

function ends(text, first, last) {
  const signs = [...text]
  return signs.length > first + last + 1 ? [...signs.slice(0, first), "…", ...signs.slice(-last)].join("") : text
}
