"""One typo in a word: a letter too many, missing or wrong, or two that changed places.

For every word of an event's names the table keeps the spellings of its beginning with one letter left out. Two words
that are one typo apart share such a spelling, so that the few words to compare are found without reading them all.
A word stays here when its last bearer goes; it then finds nobody.
"""

from collections.abc import Collection, Iterable
from itertools import takewhile
from operator import eq

from django.db import connection

TABLE = "participants_search_spelling"
# In a shorter word a typo makes too many others.
SHORTEST = 4
# From here on a typo is forgiven in the beginning of a word too.
HEAD = 5
MOST_WORDS = 24


def remember(event_id: int, words: Collection[str]) -> None:
    """Make these words of the event's names findable with a typo."""
    rows = _rows(event_id, set(words) - _known(event_id, words))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement: thousands would cost a read of 50,000 people seconds.
            cursor.execute(
                f"INSERT INTO {TABLE} SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[])"
                " ON CONFLICT DO NOTHING",
                [list(column) for column in zip(*rows, strict=True)] or [[], [], []],
            )
        else:
            cursor.executemany(f"INSERT OR IGNORE INTO {TABLE} VALUES (%s, %s, %s)", rows)


def forget_words(event_id: int, words: Collection[str]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {TABLE} WHERE event_id = %s AND spelling = %s AND word = %s", _rows(event_id, words)
        )


def forget(event_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE event_id = %s", [event_id])


def similar(event_id: int, tokens: Iterable[str]) -> dict[str, list[str]]:
    """For each token that may hold a typo, the words of the event's names that it may have been meant for."""
    askable = [token for token in tokens if len(token) >= SHORTEST and token.isalpha()]
    spellings = {spelling for token in askable for spelling in _spellings(token)}
    if not spellings:
        return {}
    marks = ", ".join(["%s"] * len(spellings))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT word FROM {TABLE} WHERE event_id = %s AND spelling IN ({marks})", [event_id, *spellings]
        )
        words = sorted(word for (word,) in cursor.fetchall())
    return {token: [word for word in words if is_similar(token, word)][:MOST_WORDS] for token in askable}


def are_words(event_id: int, tokens: Collection[str]) -> bool:
    """Whether each of these is a whole word of some name of the event; True also where its bearer has gone."""
    return _known(event_id, tokens) == set(tokens)


def is_similar(typed: str, word: str) -> bool:
    """Whether `typed` is `word` with one typo or, from five letters on, its beginning with one before the last."""
    at = sum(1 for _ in takewhile(bool, map(eq, typed, word)))
    rests = [
        (typed[at + 1 :], word[at + 1 :]),  # a wrong letter
        (typed[at + 1 :], word[at:]),  # one too many
        (typed[at:], word[at + 1 :]),  # one missing
    ]
    if typed[at : at + 2] == word[at : at + 2][::-1]:
        rests.append((typed[at + 2 :], word[at + 2 :]))
    is_beginning = len(typed) >= HEAD
    return typed != word and any(
        rest == meant or (is_beginning and rest and meant.startswith(rest)) for rest, meant in rests
    )


def _rows(event_id: int, words: Collection[str]) -> list[tuple[int, str, str]]:
    return [(event_id, spelling, word) for word in sorted(words) for spelling in sorted(_spellings(word) | {word})]


def _spellings(word: str) -> set[str]:
    """The beginning of the word, and it with each of its letters left out."""
    head = word[:HEAD]
    return {head, *(head[:at] + head[at + 1 :] for at in range(len(head)))}


def _known(event_id: int, words: Collection[str]) -> set[str]:
    marks = ", ".join(["%s"] * len(words))
    if not words:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word FROM {TABLE} WHERE event_id = %s AND spelling IN ({marks}) AND spelling = word",
            [event_id, *words],
        )
        return {word for (word,) in cursor.fetchall()}
