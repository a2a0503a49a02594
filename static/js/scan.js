// What was read, by whatever read it, is asked of the door: one reading, one verdict.

import { send } from "attempt"
import { newId } from "new-id"

const form = document.getElementById("search")

export function ask(text) {
  send({ path: form.dataset.checkIns, values: [...new FormData(form), ["id", newId()], ["code", text]], name: text })
}
