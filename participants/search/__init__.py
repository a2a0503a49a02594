"""Finding a person at the door. `index` keeps what can be found; `find` finds it."""

from .finding import SHOWN, Findings, Hit, find, hits_for
from .index import index, rebuild

__all__ = ["SHOWN", "Findings", "Hit", "find", "hits_for", "index", "rebuild"]
