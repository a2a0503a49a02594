"""Finding a person at the door. `index` keeps what can be found; `find` finds it."""

from .asked import parse
from .finding import SHOWN, Findings, everybody, find, ids_of, ids_with_code
from .folding import sort_key
from .hits import Hit, hit_of, hits_for
from .index import TABLE, index, leave, rebuild
from .residue import let_go

__all__ = [
    "SHOWN",
    "TABLE",
    "Findings",
    "Hit",
    "everybody",
    "find",
    "hit_of",
    "hits_for",
    "ids_of",
    "ids_with_code",
    "index",
    "leave",
    "let_go",
    "parse",
    "rebuild",
    "sort_key",
]
