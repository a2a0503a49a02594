// Buttons that open a dialog of the page: data-opens is its id.

export function open(id) {
  const dialog = document.getElementById(id)
  if (!dialog.open) dialog.showModal()
}

document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]")
  if (!opener) return
  opener.closest("details")?.removeAttribute("open")
  open(opener.dataset.opens)
})
