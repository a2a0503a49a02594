// Whether this browser keeps what a tablet needs to work without a connection, and has room for it.

import { show } from "lights"

const ENOUGH_MB = 100

export async function checkStorage() {
  show("storage", "none", "measuring")
  const { storage } = navigator
  if (!storage?.persist) return show("storage", "amber", "unsafe")
  try {
    const isKept = await storage.persisted() || await storage.persist()
    const { quota, usage } = await storage.estimate()
    const free = Math.floor((quota - usage) / 1e6)
    const says = free < ENOUGH_MB ? "full" : isKept ? "kept" : "unsafe"
    show("storage", says === "kept" ? "green" : "amber", says, { free }, { free_mb: free })
  } catch {
    show("storage", "red", "refused")
  }
}
