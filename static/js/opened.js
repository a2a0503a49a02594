// What somebody ticks or types in an opened row is theirs: the list renews itself around it.

const KEPT = ["checked", "value"]

Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, element) =>
  !(KEPT.includes(name) && element.type !== "hidden" && element.closest(".opened"))
