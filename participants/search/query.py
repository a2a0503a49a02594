"""The tokens as a question to the index of each database, and the people who match it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from ..by_hand import KEYS, any_key_of, as_array, rows
from ..models import Checkpoint, Participant
from ..orders import WITH_OPEN_ADMISSION
from .asked import Asked, alternatives, is_short_number
from .index import KEY, TABLE, sign_of

PEOPLE = Participant._meta.db_table
STANDING = "CASE WHEN p.withdrawn_at IS NOT NULL OR p.attention <> '' THEN 2 WHEN c.id IS NOT NULL THEN 1 ELSE 0 END"
# What is known of them is read of the likeliest alone: of all who match it would take as long as finding them.
LIKELIEST = f"""
    SELECT l.id, s.names, s.rest, l.standing, l.found FROM (
        SELECT p.id, {STANDING} AS standing, count(*) OVER () AS found
        FROM ({{matching}}) m JOIN {PEOPLE} p ON p.id = m.id {WITH_OPEN_ADMISSION}
        ORDER BY {{is_shown}} DESC, standing LIMIT %s
    ) l CROSS JOIN {TABLE} s WHERE s.{{key}} = l.id
"""


@dataclass(frozen=True, slots=True)
class Term:
    """A token to look for: the beginning of something in the index, or the whole of it."""

    token: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask of an event's index: a condition, and the one value in it."""

    where: str
    value: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """The words of the name, the other tokens, and `standing`: 0 may enter, 1 is in, 2 is withdrawn or in doubt."""

    participant_id: int
    names: Sequence[str]
    rest: str
    standing: int


@dataclass(frozen=True, slots=True)
class Matches:
    """The candidates that were read, those who may enter before the others, and how many there are."""

    candidates: Sequence[Candidate]
    found: int


NOTHING = Matches((), 0)


def whole_names(event_id: int, tokens: Sequence[str]) -> Question:
    """Those whose name has every token as a whole word."""
    return _in_names(event_id, [[Term(token, is_whole=True)] for token in tokens])


def names(event_id: int, tokens: Sequence[str]) -> Question:
    """Those whose name has, for every token, a word that begins so."""
    return _in_names(event_id, [[Term(token)] for token in tokens])


def anything(event_id: int, asked: Asked) -> Question:
    """Those in whom, for every token, anything begins so (or, for digits, ends so)."""
    return _in_all(event_id, [_terms(asked, token) for token in asked.tokens])


def whole_code(event_id: int, code: str) -> Question:
    """Those whose code is this, or has these two ends."""
    return _in_all(event_id, [[Term(f"#{code}", is_whole=True)]])


def similar(event_id: int, asked: Asked, meant: Mapping[str, Sequence[str]]) -> Question:
    """As `anything`, where a token may also be one of the words that it was `meant` for; one that is alone must be."""
    is_alone = len(asked.tokens) == 1
    every = [
        [*([] if is_alone else _terms(asked, token)), *(Term(word, is_whole=True) for word in meant.get(token, ()))]
        for token in asked.tokens
    ]
    return _in_all(event_id, every)


def read(question: Question, checkpoint: Checkpoint, *, consider: int, most: int, shown: Sequence[int]) -> Matches:
    """At most `most` of those matches that are considered: first whom a tablet has `shown`, and who may enter."""
    matching, asked = _matching_to_rank(question, consider)
    if not asked:
        return NOTHING
    is_shown, before = any_key_of("p.id", shown)
    likeliest = LIKELIEST.format(matching=matching, is_shown=is_shown, key=KEY[connection.vendor])
    found = rows(likeliest, [*asked, checkpoint.pk, *before, most])
    sign = sign_of(checkpoint.event_id)
    return Matches([_candidate(sign, *row) for row in found], found[0][-1] if found else 0)


def _matching_to_rank(question: Question, most: int) -> tuple[str, list[Any]]:
    """The keys of those who match as a query with its parameters; none where nobody matches."""
    if connection.vendor == "sqlite":
        return _matching(question, most), [question.value]
    # Apart, as the index's answer depends on what is asked, and so PostgreSQL may keep the plan of all else.
    keys = ids(question, most)
    return f"SELECT unnest({KEYS}) AS id", [as_array(keys)] if keys else []


def ids(question: Question, most: int) -> list[int]:
    """The keys of at most `most` who match, in no order."""
    with connection.cursor() as cursor:
        cursor.execute(_matching(question, most), [question.value])
        return [pk for (pk,) in cursor.fetchall()]


def condition(question: Question) -> Q:
    """Everybody who matches, as a condition on participants."""
    matching = f"SELECT {KEY[connection.vendor]} FROM {TABLE} WHERE {question.where}"
    return Q(pk__in=RawSQL(matching, [question.value]))  # noqa: S611 # as above: quoted tokens


def _candidate(sign: str, pk: int, names: str, rest: str, standing: int, _found: int) -> Candidate:
    return Candidate(pk, names.replace(sign, "").split(), rest.replace(sign, ""), standing)


def _matching(question: Question, most: int) -> str:
    return f"SELECT {KEY[connection.vendor]} AS id FROM {TABLE} WHERE {question.where} LIMIT {most}"


def _terms(asked: Asked, token: str) -> list[Term]:
    terms = [Term(one, is_whole=is_short_number(token)) for one in alternatives(token)]
    return terms + [Term(one) for one in alternatives(asked.joined)[1:]]


def _in_names(event_id: int, every: Sequence[Sequence[Term]]) -> Question:
    if connection.vendor == "sqlite":
        return Question(f"{TABLE} MATCH %s", f"{{names}} : ({_for_sqlite(event_id, every)})")
    return Question("of_name @@ %s::tsquery", _for_postgresql(event_id, every))


def _in_all(event_id: int, every: Sequence[Sequence[Term]]) -> Question:
    if connection.vendor == "sqlite":
        return Question(f"{TABLE} MATCH %s", _for_sqlite(event_id, every))
    return Question("of_all @@ %s::tsquery", _for_postgresql(event_id, every))


def _for_sqlite(event_id: int, every: Sequence[Sequence[Term]]) -> str:
    sign = sign_of(event_id)
    groups = [" OR ".join(f'"{sign}{one.token}"{"" if one.is_whole else " *"}' for one in group) for group in every]
    return " AND ".join(f"({group})" for group in groups)


def _for_postgresql(event_id: int, every: Sequence[Sequence[Term]]) -> str:
    sign = sign_of(event_id)
    groups = [" | ".join(f"'{sign}{one.token}'{'' if one.is_whole else ':*'}" for one in group) for group in every]
    return " & ".join(f"({group})" for group in groups)
