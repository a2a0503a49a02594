"""What somebody typed, as tokens, and the tokens as a question to the index of each database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from .folding import PARTICLES, digits, national, squeeze_email, unconfuse, words
from .index import KEY, TABLE, event_token

LONGEST = 100
MOST_TOKENS = 8
SHORTEST = 2
SHORTEST_ENDING = 3
BEYOND_ALPHABETS = "\u2e80"
# Shorter beginnings would match the ids of people nobody means.
SHORTEST_CODE = 4
SHORTEST_ID = 8

ONE_NUMBER = re.compile(r"[\d\s().+/-]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A token to look for: the beginning of something in the index, or the whole of it."""

    token: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    participant_id: int
    names: tuple[str, ...]
    rest: tuple[str, ...]


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a query. A number typed with dots, blanks or brackets is one token; so is an e-mail.

    Particles (de, da, dos) are left out unless there is nothing else. () when there is too little to go by.
    """
    text = text[:LONGEST]
    if ONE_NUMBER.fullmatch(text.strip()):
        return _long_enough((national(digits(text)),))
    found: list[str] = []
    for piece in text.split():
        found += [squeeze_email(piece)] if "@" in piece.strip("@") else _pieces(piece)
    telling = [token for token in found if token not in PARTICLES]
    return _long_enough(tuple(dict.fromkeys(telling or found))[:MOST_TOKENS])


def _pieces(piece: str) -> list[str]:
    if digits(piece) and ONE_NUMBER.fullmatch(piece):
        return [digits(piece)]
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
    return (token, *also)


def exactly(token: str) -> list[str]:
    """What the index holds of somebody for whom this token is the whole code, number or e-mail."""
    return [one for one in alternatives(token) if one[0] in "#=" or one.isdigit() or "@" in one]


def by_whole_names(event_id: int, asked: Sequence[str], most: int) -> list[Candidate]:
    """Those whose name has every token as a whole word."""
    return _ask(event_id, [[Term(token, is_whole=True)] for token in asked], in_names=True, most=most)


def by_names(event_id: int, asked: Sequence[str], most: int) -> list[Candidate]:
    """Those whose name has, for every token, a word that begins so."""
    return _ask(event_id, [[Term(token)] for token in asked], in_names=True, most=most)


def by_anything(event_id: int, asked: Sequence[str], most: int) -> list[Candidate]:
    """Those in whom, for every token, anything begins so (or, for digits, ends so)."""
    every = [[Term(one, is_whole=_is_short_number(token)) for one in alternatives(token)] for token in asked]
    return _ask(event_id, every, in_names=False, most=most)


def _is_short_number(token: str) -> bool:
    # The 2 of "lote 2" is a word of its own: every second CPF has some number that begins with it.
    return token.isdigit() and len(token) < SHORTEST_ENDING


def _ask(event_id: int, every: Sequence[Sequence[Term]], *, in_names: bool, most: int) -> list[Candidate]:
    """The event's participants who have one of the terms of each group."""
    say = _for_sqlite if connection.vendor == "sqlite" else _for_postgresql
    where, question = say(event_token(event_id), every, in_names)
    columns = f"{KEY[connection.vendor]}, names, rest"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {TABLE} WHERE {where} LIMIT {most}", [question])
        return [Candidate(pk, tuple(names.split()), tuple(rest.split())) for pk, names, rest in cursor.fetchall()]


def _for_sqlite(event: str, every: Sequence[Sequence[Term]], in_names: bool) -> tuple[str, str]:
    groups = [" OR ".join(f'"{one.token}"{"" if one.is_whole else " *"}' for one in group) for group in every]
    question = " AND ".join(f"({group})" for group in groups)
    return f"{TABLE} MATCH %s", f'"{event}" AND {"{names} : " if in_names else ""}({question})'


def _for_postgresql(event: str, every: Sequence[Sequence[Term]], in_names: bool) -> tuple[str, str]:
    groups = [" | ".join(f"'{one.token}'{'' if one.is_whole else ':*'}" for one in group) for group in every]
    question = " & ".join(f"({group})" for group in groups)
    return f"{'of_name' if in_names else 'of_all'} @@ %s::tsquery", f"'{event}' & {question}"
