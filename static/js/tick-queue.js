// Lines that were typed in this tab and of which the server has not said what came of them, so that neither a lost
// network nor a session that ends loses any. They are numbers and codes; whose they are stays with the server.

const PLACE = "ticks"
const { person } = document.getElementById("ticks-form").dataset

export function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? "[]").filter(one => one.person === person)
  } catch {
    return []
  }
}

export function remember(tick) {
  keep([...remembered().filter(one => one.id !== tick.id), { ...tick, person }])
}

export function forget(tick) {
  keep(remembered().filter(one => one.id !== tick.id))
}

function keep(all) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(all))
  } catch {
    // They are on the page as long as it is open.
  }
}
