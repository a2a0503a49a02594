"""Draw the app's icons from static/img/gate.svg: `make icons`, after the drawing changed."""
