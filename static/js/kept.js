// What a tablet keeps for itself. Where a browser refuses to keep anything, the page works and forgets.

export function kept(name, otherwise) {
  try {
    return localStorage.getItem(name) ?? otherwise
  } catch {
    return otherwise
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(name, value)
  } catch {
    // It holds until the page is left.
  }
}
