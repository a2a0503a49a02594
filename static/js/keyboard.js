// Who works by keyboard gets the field back after each verdict, ready for the next guest. After a finger's tap
// the field stays as it is, and so it does after a scan: focus would call up the on-screen keyboard.

const field = document.getElementById("q")
let byKeyboard = false

document.addEventListener("keydown", event => { byKeyboard ||= !event.defaultPrevented })
for (const other of ["pointerdown", "scanned"]) document.addEventListener(other, () => { byKeyboard = false })

document.addEventListener("check-in-changed", () => {
  if (byKeyboard) toTheField()
})

export function toTheField() {
  byKeyboard = true
  field.focus()
  field.select()
}
