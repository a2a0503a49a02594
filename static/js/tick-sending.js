// One line and the server's answer to it: a row that says what came of it; nothing while there is no answer; or that
// it is over, where the server no longer takes lines from this page.

const LONGEST = 10_000

export async function askAbout({ id, line, block }, form) {
  const csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value
  const body = new URLSearchParams({ ...block, id, lines: line, csrfmiddlewaretoken })
  const headers = { "HX-Request": "true" }
  try {
    const response = await fetch(location.pathname, { method: "POST", headers, body, signal: AbortSignal.timeout(LONGEST) })
    const answer = rowIn(await response.text())
    const isOver = !answer && (response.headers.has("HX-Redirect") || (response.status >= 400 && response.status < 500))
    return { answer, isOver }
  } catch {
    return { answer: null, isOver: false }
  }
}

function rowIn(text) {
  return new DOMParser().parseFromString(text, "text/html").querySelector("[data-tick]")
}
