"""What can be found of each participant: folded tokens in one table, read through the database's own index.

`names` holds the words of the name; `rest` all else. A leading sign keeps kinds apart, and no typed word has one:
`#` the code, and both its ends as the screens show them, with O as 0 and I, L as 1 ·
`=` Kiwify's ids of the person and the order · `~` CPF and phone backwards, for their last digits.
Before it stands the event's own sign, so that a search reads nothing of another event, however many there are.
SQLite: an FTS5 table. PostgreSQL: a table with two generated tsvectors under GIN, of the name and of all.
Both are made by migration 0015.
A row outlives a deleted participant, and is never found again: neither they nor their event come back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import batched

from django.db import connection, transaction

from ..models import Event, Participant
from ..portions import in_portions
from . import typos
from .folding import both_ends, digits, national, squeeze, squeeze_email, unconfuse, words

TABLE = "participants_search"
KEY = {"sqlite": "rowid", "postgresql": "participant_id"}
AT_ONCE = 2_000
LETTERS = 0xFFFE  # in each of the two planes

type Row = tuple[int, str, str]
type Heed = Callable[[], None]


def sign_of(event_id: int) -> str:
    """One letter, as SQLite's index counts the letters of a beginning; of those that Unicode leaves to us.

    When these are used up, another stands before it.
    """
    more, rest = divmod(event_id, LETTERS)
    return (chr(0x100000 + more) if more else "") + chr(0xF0000 + rest)


def index(participants: Iterable[Participant]) -> None:
    """Make these participants findable as they are now. Call it in the transaction that wrote them.

    Each comes with its batch selected.
    """
    for some in batched(participants, AT_ONCE):
        known = _known([participant.pk for participant in some])
        rows = [_row(participant) for participant in some]
        # An arrival changes nothing that is searched, and a read brings thousands of them.
        changed = [row for row in rows if known.get(row[0]) != row]
        _forget([row[0] for row in changed if row[0] in known])
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} ({KEY[connection.vendor]}, names, rest) VALUES (%s, %s, %s)", changed
            )
        _remember_words(some)


def rebuild(event: Event, heed: Heed = lambda: None) -> int:
    """Index every participant of the event anew, in portions; the number of them. `heed` may raise to give up."""
    keys, renewed = _keys(event), set[str]()
    for some in in_portions(keys):
        heed()
        with transaction.atomic():
            _forget(some)
            # Locked, so that no newer row is overwritten.
            locked = event.participants.select_for_update(of=("self",), no_key=True).filter(pk__in=some)
            people = list(locked.select_related("batch").order_by())
            # With them, and not all at first: whoever searches meanwhile finds by every word.
            of_these = {word for one in people for word in words(one.name)} - renewed
            typos.forget_words(event.pk, of_these)
            renewed |= of_these
            index(people)
    return len(keys)


def leave(event: Event, heed: Heed = lambda: None) -> None:
    """Take everybody of the event out of the index that all events share, in portions, as above."""
    for some in in_portions(_keys(event)):
        heed()
        _forget(some)
    typos.forget(event.pk)


def _keys(event: Event) -> list[int]:
    # All of them first: on SQLite, what is written while a query is still open may be refused.
    return list(event.participants.order_by("pk").values_list("pk", flat=True))


def _known(ids: Sequence[int]) -> dict[int, Row]:
    marks = ", ".join(["%s"] * len(ids))
    key = KEY[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, names, rest FROM {TABLE} WHERE {key} IN ({marks})", ids)
        return {row[0]: row for row in cursor.fetchall()}


def _forget(ids: Sequence[int]) -> None:
    if not ids:
        return
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE {KEY[connection.vendor]} IN ({marks})", ids)


def _remember_words(participants: Iterable[Participant]) -> None:
    of_events: dict[int, set[str]] = defaultdict(set)
    for participant in participants:
        of_events[participant.event_id].update(words(participant.name))
    for event_id, of_event in of_events.items():
        typos.remember(event_id, of_event)


def _row(participant: Participant) -> Row:
    sign = sign_of(participant.event_id)
    names, rest = (" ".join([sign + token for token in some]) for some in tokens_of(participant))
    return participant.pk, names, rest


def tokens_of(participant: Participant) -> tuple[list[str], list[str]]:
    """What the index holds of somebody: the words of the name, and all else."""
    return words(participant.name), _rest(participant)


def _rest(participant: Participant) -> list[str]:
    local, at, _ = participant.email.partition("@")
    ids = (squeeze(participant.kiwify_id), squeeze(participant.order_id))
    batch = _batch_name(participant)
    tokens = [
        *words(batch),
        squeeze(batch),
        *words(local),
        squeeze_email(participant.email) if at else "",
        *_code(unconfuse(squeeze(participant.code))),
        *(f"={id}" for id in ids if id),
        *_cpf(participant.cpf.zfill(11) if participant.cpf else ""),
        *_number(national(digits(participant.phone))),
    ]
    return list(dict.fromkeys(token for token in tokens if token))


def _batch_name(participant: Participant) -> str:
    # A migration's model has the fields and none of our properties.
    return participant.batch.name or participant.batch.kiwify_id if participant.batch else ""


def _code(code: str) -> tuple[str, ...]:
    return (f"#{code}", f"#{both_ends(code)}") if code else ()


def _cpf(cpf: str) -> tuple[str, ...]:
    """Whole, from its end, and from its middle on: the screens show the middle six digits."""
    return (*_number(cpf), cpf[3:])


def _number(number: str) -> tuple[str, ...]:
    return (number, f"~{number[::-1]}") if number else ()
