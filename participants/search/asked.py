"""What somebody typed, as the tokens to look for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .folding import PARTICLES, digits, national, squeeze, squeeze_email, unconfuse, words

LONGEST = 100
# So many words tell anybody apart, and each costs the database a look.
MOST_TOKENS = 5
SHORTEST = 2
SHORTEST_ENDING = 3
BEYOND_ALPHABETS = "\u2e80"
# Shorter beginnings would match the ids of people nobody means.
SHORTEST_CODE = 4
SHORTEST_ID = 8
# A code of fewer signs is not typed in groups, and two short words are more likely two words.
SHORTEST_IN_GROUPS = 7
# So many digits side by side are one CPF or phone, typed with blanks; a longer one is complete by itself.
ONE_LONG_NUMBER = 6
COMPLETE_NUMBER = 10
# A landline with area code and the 0 before it: as long as a CPF, of which every tenth begins with 0.
DIALLED_FROM_AFAR = 11

ONE_NUMBER = re.compile(r"[\d\s().+/•*-]+")
AROUND_AT = re.compile(r"\s*@\s*")
LABELS = frozenset({"cpf", "tel", "telefone", "fone", "celular", "whatsapp", "email", "codigo", "pedido"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: `tokens`, every one of them, or `joined`: a code or an id that was typed in groups."""

    tokens: tuple[str, ...]
    joined: str = ""

    def __bool__(self) -> bool:
        return bool(self.tokens)


def parse(text: str) -> Asked:
    """What a text asks for: nothing where there is too little to go by."""
    asked = tokens(text)
    joined = squeeze(text[:LONGEST])
    return Asked(asked, joined if len(joined) >= SHORTEST_IN_GROUPS and asked != (joined,) else "")


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a query. A number typed with dots, blanks or brackets is one token; so is an e-mail.

    Particles (de, da, dos) are left out unless there is nothing else. () when there is too little to go by.
    """
    text = AROUND_AT.sub("@", text[:LONGEST])
    found = [token for is_number, run in groupby(text.split(), _is_number) for token in _tokens(is_number, list(run))]
    telling = [token for token in found if token not in PARTICLES]
    if any(digits(token) or "@" in token for token in telling):
        telling = [token for token in telling if token not in LABELS]
    return _long_enough(tuple(dict.fromkeys(telling or found))[:MOST_TOKENS])


def _is_number(piece: str) -> bool:
    return bool(digits(piece) and ONE_NUMBER.fullmatch(piece))


def _tokens(are_numbers: bool, pieces: Sequence[str]) -> list[str]:
    if are_numbers:
        return _numbers([digits(piece) for piece in pieces])
    return [token for piece in pieces for token in _words(piece)]


def _numbers(pieces: Sequence[str]) -> list[str]:
    """One number where it was typed with blanks, "82 99945 3509", and several where each stands for itself."""
    together = "".join(pieces)
    is_one = len(together) >= ONE_LONG_NUMBER and max(map(len, pieces)) < COMPLETE_NUMBER
    return [national(together)] if is_one or together.startswith("55") else [national(piece) for piece in pieces]


def _words(piece: str) -> list[str]:
    if "@" in piece.strip("@"):
        return [squeeze_email(piece)]
    # A compound is asked for as a whole: "d'ávila" and an order's uuid are one thing to whoever types them.
    return words(piece)[-1:]


def _long_enough(found: tuple[str, ...]) -> tuple[str, ...]:
    # In scripts beyond the alphabets one sign is a word.
    return found if any(len(token) >= SHORTEST or token >= BEYOND_ALPHABETS for token in found) else ()


def alternatives(token: str) -> tuple[str, ...]:
    """The beginnings in the index that a typed token may stand for, besides a word of the name."""
    also = []
    if len(token) >= SHORTEST_CODE and "@" not in token:
        also.append(f"#{unconfuse(token)}")
    if len(token) >= SHORTEST_ID and "@" not in token:
        also.append(f"={token}")
    if token.isdigit() and len(token) >= SHORTEST_ENDING:
        also.append(f"~{token[::-1]}")
    if token.isdigit() and len(token) == DIALLED_FROM_AFAR and token[0] == "0":
        also.append(token[1:])
    return (token, *also)


def may_be_a_name(asked: Asked) -> bool:
    return not any(digits(token) or "@" in token for token in asked.tokens)


def is_short_number(token: str) -> bool:
    """The 2 of "lote 2" is a word of its own: every second CPF has some number that begins with it."""
    return token.isdigit() and len(token) < SHORTEST_ENDING


def exactly(asked: Asked) -> set[str]:
    """What the index holds of somebody for whom this is the whole code, number or e-mail."""
    wholes = [asked.joined, *asked.tokens] if len(asked.tokens) == 1 else [asked.joined]
    every = {one for whole in wholes for one in alternatives(whole)}
    return {one for one in every if one[:1] in ("#", "=") or one.isdigit() or "@" in one}
