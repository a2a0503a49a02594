"""Finding a person at the door. `index` keeps what can be found; `find` finds it."""

from .finding import Findings, Hit, find
from .index import index, rebuild

__all__ = ["Findings", "Hit", "find", "index", "rebuild"]
