// What somebody opened, typed or drew stays as it is while the page renews itself around it.

const callbacks = Idiomorph.defaults.callbacks

callbacks.beforeAttributeUpdated = (name, element) => name !== "open"

callbacks.beforeNodeMorphed = (node) => !(node.matches?.("[data-chart-of]") || node.contains?.(typedIn(node)))

function typedIn(node) {
  return node.matches?.("[data-window]") ? document.activeElement : null
}
