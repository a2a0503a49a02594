// What was read is asked of the door: one reading, one request of its own, one verdict.

import { send } from "attempt"
import { newId } from "new-id"
import { clean, shortened } from "reading"

const DOUBLE = 2500
const form = document.getElementById("search")
let last

export function ask(text) {
  const [id, code] = [newId(), clean(text)]
  const attempt = { path: form.dataset.checkIns, values: [...new FormData(form), ["id", id], ["code", code]], name: shortened(code) }
  send(attempt)
  return attempt
}

// What a scanner or a camera read: the same again at once is the same reading, sent again only if nobody answered.
export function read(text) {
  const [said, now] = [clean(text).toLowerCase(), Date.now()]
  if (!said) return
  if (said !== last?.said || now - last.at >= DOUBLE) last = { said, attempt: ask(text) }
  else if (gotNoAnswer(last.attempt)) send(last.attempt)
  last.at = now
}

function gotNoAnswer({ xhr }) {
  return xhr?.readyState === XMLHttpRequest.DONE && xhr.status === 0
}
