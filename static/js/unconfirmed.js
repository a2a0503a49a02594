// What was asked of the door in this tab and has not been answered, so that a session which ends in between loses
// nothing. Kept are the name and Kiwify's id, until the answer or for ten minutes; what was typed is not.

import { valueOf } from "attempt"

const [PLACE, KEPT_FOR] = ["unconfirmed", 10 * 60 * 1000]
// Nobody is offered what somebody else began: it would be their entry.
const person = document.getElementById("search").dataset.person
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "q", "shown", "open"])

export function unconfirmed() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? "[]").filter(one => one.person === person && Date.now() - one.at < KEPT_FOR)
  } catch {
    return []
  }
}

export function remember({ path, values, name }) {
  const one = { path, name, person, values: values.filter(([name]) => !NOT_KEPT.has(name)), at: Date.now() }
  keep([...unconfirmed().filter(other => !isSame(one, other)), one])
}

export function forget(attempt) {
  keep(unconfirmed().filter(other => !isSame(attempt, other)))
}

// The same tap, or another about the same person.
function isSame(one, other) {
  const same = name => valueOf(one, name) && valueOf(one, name) === valueOf(other, name)
  return same("id") || (one.path === other.path && (same("participant") || same("code")))
}

function keep(all) {
  try {
    if (all.length) sessionStorage.setItem(PLACE, JSON.stringify(all))
    else sessionStorage.removeItem(PLACE)
  } catch {
    // Without storage a tap is lost with its session, as anywhere else.
  }
}
