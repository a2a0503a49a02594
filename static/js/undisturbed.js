// Where the focus is and what stands there now, so that it can be put back: a scanner types wherever the focus is.

const field = document.getElementById("q")

export const isTypedInto = element => Boolean(element?.closest("input, textarea, select, [contenteditable]"))

export function asItIs(element) {
  const states = [...new Set([field, element])].filter(one => "value" in one).map(stateOf)
  return () => {
    if (document.activeElement !== element) focusAgain(element)
    states.forEach(putBack)
  }
}

function focusAgain(element) {
  if (element === document.body) document.activeElement.blur()
  else element.focus()
}

function stateOf(element) {
  const { value, checked, selectionStart, selectionEnd } = element
  return { element, value, checked, selection: [selectionStart, selectionEnd] }
}

function putBack({ element, value, checked, selection }) {
  if (element.checked !== checked) element.checked = checked
  if (element.value === value) return
  element.value = value
  if (element === document.activeElement && selection[0] !== null) element.setSelectionRange?.(...selection)
  element.dispatchEvent(new Event("input", { bubbles: true }))
}
