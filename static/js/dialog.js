// Buttons that open a dialog of the page: data-opens is its id.

export function open(id) {
  const dialog = document.getElementById(id)
  if (!dialog.open) dialog.showModal()
}

// A verdict must be seen.
export function closeAll() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close()
  for (const folded of document.querySelectorAll("details[open]")) folded.open = false
}

document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]")
  if (!opener) return
  opener.closest("details")?.removeAttribute("open")
  open(opener.dataset.opens)
})
