import { checkAwake } from "light-awake"
import "light-camera"
import { checkClock } from "light-clock"
import "light-scanner"
import "light-sound"
import { checkStorage } from "light-storage"

function checkAll() {
  checkClock()
  checkStorage()
  checkAwake()
}

document.querySelector("[data-checks-again]").addEventListener("click", checkAll)
addEventListener("online", checkAll)
checkAll()
