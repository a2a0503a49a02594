// Who works by keyboard gets the field back after each verdict, ready for the next guest. After a finger's tap
// the field stays as it is: focus would call up the on-screen keyboard.

const field = document.getElementById("q")
let byKeyboard = false

document.addEventListener("keydown", () => { byKeyboard = true })
document.addEventListener("pointerdown", () => { byKeyboard = false })

document.addEventListener("check-in-changed", () => {
  if (byKeyboard) toTheField()
})

export function toTheField() {
  field.focus()
  field.select()
}
