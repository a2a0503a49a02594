// Who signs out leaves nothing of the guests behind: what this tab kept goes with the form that says data-forgets.

document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-forgets]")) return
  try {
    sessionStorage.clear()
  } catch {
    // Where nothing may be kept, nothing was.
  }
})
