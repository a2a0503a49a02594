// Measures the clock as a page opens and whenever it may have changed.

import { measure } from "clock"

const measureQuietly = () => measure().catch(() => {})

document.addEventListener("visibilitychange", () => { if (!document.hidden) measureQuietly() })
addEventListener("online", measureQuietly)
measureQuietly()
