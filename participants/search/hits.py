"""Hits: the people found, as a row shows them, read in one query however many they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from html import escape
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import orders
from ..models import Batch, CheckIn, Checkpoint, Participant
from ..orders import WITH_OPEN_ADMISSION, OrderSize
from .asked import Asked
from .details import Detail, details
from .folding import fold, words
from .marking import Piece, html, mark


def _columns(model: type[Model], *names: str) -> tuple[type[Model], Sequence[str]]:
    """A model with the names of its columns: those that are wanted, or all."""
    return model, [one.attname for one in model._meta.concrete_fields if not names or one.name in names]


COLUMNS = {
    "p": _columns(Participant),
    "b": _columns(Batch),
    "c": _columns(CheckIn, "id", "participant", "checkpoint", "result", "happened_at", "gate", "person", "source"),
    "u": _columns(User, "id", "username", "first_name", "last_name"),
}
SELECT = (
    f"SELECT {', '.join(f'{table}.{name}' for table, (_model, names) in COLUMNS.items() for name in names)}"
    f" FROM {Participant._meta.db_table} p LEFT JOIN {Batch._meta.db_table} b ON b.id = p.batch_id"
    f" {WITH_OPEN_ADMISSION} LEFT JOIN {User._meta.db_table} u ON u.id = c.person_id"
)
ALONE = OrderSize(tickets=1, outside=0)
NOBODY_ASKED = Asked(())


@dataclass(frozen=True)
class Hit:
    """A participant found, with the admission that stands at this checkpoint and the order's other tickets.

    `asked` is what was typed; `meant` are the words that a typo in it may stand for: with one, the hit is similar.
    """

    participant: Participant
    admission: CheckIn | None = None
    order: OrderSize = ALONE
    asked: Asked = NOBODY_ASKED
    meant: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def is_in(self) -> bool:
        return self.admission is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.participant.withdrawn_at is not None

    @property
    def is_similar(self) -> bool:
        return bool(self.meant)

    @property
    def can_enter(self) -> bool:
        return not self.is_in and not self.is_withdrawn and not self.participant.attention

    @cached_property
    def marked_name(self) -> Sequence[Piece]:
        return mark(self.participant.name, self.asked.tokens, {word for words in self.meant.values() for word in words})

    @property
    def name_html(self) -> SafeString:
        """The name with its matching part marked, or that none was given."""
        return html(self.marked_name) or SafeString(f"<em>{escape(_('name not given'))}</em>")

    @cached_property
    def details(self) -> Sequence[Detail]:
        """What stands below the name: that it is only similar, and what of the person a row may show."""
        similar = [Detail("similar", "", [Piece(_("similar"), True)])] if self.is_similar else []
        return [*similar, *details(self.participant, self._not_in_the_name(), self.asked.joined)]

    @property
    def details_html(self) -> SafeString:
        return SafeString("".join([one.html for one in self.details]))

    @property
    def why(self) -> Sequence[Detail]:
        """The details by which the hit was found; the name shows the rest."""
        return [one for one in self.details if one.is_match]

    def _not_in_the_name(self) -> list[str]:
        plain = f" {fold(self.participant.name)}"
        if all(f" {token}" in plain for token in self.asked.tokens):
            return []
        name = words(self.participant.name)
        return [token for token in self.asked.tokens if not any(word.startswith(token) for word in name)]


def hits_for(checkpoint: Checkpoint, ids: Sequence[int], asked: Asked = NOBODY_ASKED) -> list[Hit]:
    """Hits for these participants, in this order, in two queries whatever their number."""
    people = {participant.pk: (participant, admission) for participant, admission in _people(checkpoint, ids)}
    sizes = orders.sizes(checkpoint, [participant for participant, _ in people.values()])
    found = [people[pk] for pk in ids if pk in people]
    return [Hit(one, admission, sizes.get(one.order_id, ALONE), asked) for one, admission in found]


def _people(checkpoint: Checkpoint, ids: Sequence[int]) -> Iterator[tuple[Participant, CheckIn | None]]:
    """The participants with their batches, and the admissions that stand with who made them: one query by hand.

    The same through querysets is three, and costs more than finding the people does.
    """
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"{SELECT} WHERE p.id IN ({', '.join(['%s'] * len(ids))})", [checkpoint.pk, *ids])
        for row in cursor.fetchall():
            values = map(_as_python, row)
            participant, batch, admission, person = (_made(model, names, values) for model, names in COLUMNS.values())
            participant.batch = batch
            if admission:
                admission.id = CheckIn._meta.pk.to_python(admission.id)
                admission.person, admission.participant = person, participant
            yield participant, admission


def _made(model: type[Model], names: Sequence[str], values: Iterator[Any]) -> Any:
    """The next object of a row; None where its key is null."""
    own = [next(values) for _name in names]
    return None if own[0] is None else model.from_db(connection.alias, names, own)


def _as_python(value: Any) -> Any:
    """SQLite keeps moments in UTC and does not say so."""
    return value.replace(tzinfo=UTC) if type(value) is datetime and value.tzinfo is None else value
