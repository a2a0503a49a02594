"""Names as a list on paper has them: by surname, which in Brazil is the last word that is no particle or suffix."""

from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from ..search.folding import PARTICLES, fold

# They belong to the surname before them: "Silva Júnior" stands among the Silvas.
SUFFIXES = frozenset({"junior", "jr", "filho", "filha", "neto", "neta", "sobrinho", "sobrinha", "segundo", "ii", "iii"})
OTHERS = "#"


class Filed(NamedTuple):
    """A name in its place: `key` sorts it, `surname` with its suffix and `given` are printed."""

    key: str
    surname: str
    given: str


def letter_of(key: str) -> str:
    """Under which letter a filed name stands; those that begin with none stand at the end, under #."""
    letter = key[:1].upper()
    return letter if "A" <= letter <= "Z" else OTHERS


def file(name: str) -> Filed:
    """ "João da Silva Júnior" as "silva joao", "Silva Júnior", "João da"."""
    words = name.split()
    at = _place_of_surname(words)
    if at is None:
        return Filed("", "", name.strip())
    end = at + 1 + _suffixes_after(words, at)
    given = [*words[:at], *words[end:]]
    telling = [words[at], *(word for word in given if _folded(word) not in PARTICLES)]
    return Filed(" ".join(map(_folded, telling)), " ".join(words[at:end]), " ".join(given))


def _place_of_surname(words: list[str]) -> int | None:
    """Where the surname is: the last word that is no particle and no suffix; else the last that has letters."""
    telling = [at for at, word in enumerate(words) if _folded(word) and _folded(word) not in PARTICLES]
    surnames = [at for at in telling if at == telling[0] or _folded(words[at]) not in SUFFIXES]
    return max(surnames, default=None)


def _suffixes_after(words: list[str], at: int) -> int:
    return sum(1 for _word in takewhile(lambda word: _folded(word) in SUFFIXES, words[at + 1 :]))


# Many people share few names, and a list folds each word several times.
@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    return "".join(letter for letter in fold(word) if letter.isalnum())
