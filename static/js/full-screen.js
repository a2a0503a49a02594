// Full screen by a button, in browsers that can and where the page is not an app that has the screen anyway.

const button = document.querySelector("[data-full-screen]")
const isApp = matchMedia("(display-mode: fullscreen), (display-mode: standalone)")

button.hidden = !document.fullscreenEnabled || (isApp.matches && !document.fullscreenElement)
button.addEventListener("click", () => {
  button.closest("details").open = false
  // A browser that refuses leaves the page as it is.
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  done.catch(() => {})
})
