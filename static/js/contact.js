// What a paired tablet tells of itself with each poll: which page it shows, and how its battery is where it knows.

const version = document.querySelector("[data-version]")?.dataset.version ?? ""
let battery

navigator.getBattery?.().then(found => { battery = found }, () => {})

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt.id !== "counters" || !document.documentElement.dataset.tablet) return
  detail.parameters.version = version
  if (!battery) return
  detail.parameters.battery = Math.round(battery.level * 100)
  detail.parameters.charging = battery.charging
})
