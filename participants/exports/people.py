"""The participants as rows: one for each ticket, with its arrival."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import Closing, Event, Participant, Source
from .columns import Column, Names, cpf_in_words, masked_cpf, phone_in_words
from .filters import OfParticipants


class Admission(NamedTuple):
    """An admission that was not undone."""

    participant_id: int
    happened_at: datetime
    checkpoint_id: int
    gate: str
    person_id: int | None
    source: str
    closed_at: datetime | None
    closed_how: str


@dataclass(frozen=True, slots=True)
class Person:
    """A ticket and its admissions, the first one first."""

    participant: Participant
    admissions: Sequence[Admission]

    @property
    def first(self) -> Admission | None:
        return self.admissions[0] if self.admissions else None

    @property
    def state(self) -> str:
        """Where they are, as one word; a ticket that is no longer good says so first."""
        if self.participant.withdrawn_at:
            return str(_("cancelled"))
        if self.participant.attention:
            return self.participant.get_attention_display()
        if any(one.closed_at is None for one in self.admissions):
            return str(_("inside"))
        return str(_("left")) if self.admissions else str(_("not arrived"))

    @property
    def left_at(self) -> datetime | None:
        """When they left, if nothing of theirs is open any more."""
        moments = [one.closed_at for one in self.admissions if one.closed_how == Closing.EXIT and one.closed_at]
        return max(moments) if moments and len(moments) == len(self.admissions) else None


def keys(event: Event, wanted: OfParticipants) -> list[int]:
    """The keys of those who are wanted, by name."""
    return list(wanted.people(event).order_by("sorts_as", "pk").values_list("pk", flat=True))


def count(event: Event, wanted: OfParticipants) -> int:
    return wanted.people(event).count()


def rows(event: Event, some: Sequence[int], wanted: OfParticipants) -> Iterator[Person]:
    """These participants in this order, in two queries however many they are."""
    people = Participant.objects.in_bulk(some)
    admissions = _admissions(event, some, wanted)
    return (Person(people[key], admissions[key]) for key in some if key in people)


def _admissions(event: Event, some: Sequence[int], wanted: OfParticipants) -> dict[int, list[Admission]]:
    standing = wanted.arrivals(event).filter(participant__in=some)
    found: dict[int, list[Admission]] = defaultdict(list)
    for values in standing.order_by("happened_at", "recorded_at").values_list(*Admission._fields):
        admission = Admission(*values)
        found[admission.participant_id].append(admission)
    return found


def _arrived(row: Person, names: Names) -> datetime | None:
    return row.first and row.first.happened_at


NAME = Column("name", _("Name"), lambda row, names: row.participant.name, width=34)
CODE = Column("code", _("Code"), lambda row, names: row.participant.code, width=19)
EMAIL = Column("email", _("E-mail"), lambda row, names: row.participant.email, 32, is_personal=True, is_chosen=False)
ARRIVED = Column("arrived", _("First arrival"), _arrived, 19, is_moment=True)

COLUMNS = (
    NAME,
    Column("batch", _("Batch"), lambda row, names: names.batches.get(row.participant.batch_id), 20),
    CODE,
    Column("order", _("Order"), lambda row, names: row.participant.order_id, 38, is_chosen=False),
    Column("state", _("State"), lambda row, names: row.state),
    ARRIVED,
    Column("checkpoint", _("Checkpoint"), lambda row, names: _at(row, names), 18),
    Column("gate", pgettext_lazy("column", "Gate"), lambda row, names: row.first and row.first.gate),
    Column("by", _("Let in by"), lambda row, names: row.first and names.people.get(row.first.person_id)),
    Column("how", _("Let in how"), lambda row, names: _how(row), is_chosen=False),
    Column("entries", _("Entries"), lambda row, names: len(row.admissions), 9, is_chosen=False),
    Column("left", _("Left at"), lambda row, names: row.left_at, 19, is_chosen=False, is_moment=True),
    Column("bought", _("Bought"), lambda row, names: row.participant.kiwify_created_at, 19, False, False, True),
    Column("masked_cpf", _("CPF, six digits"), lambda row, names: masked_cpf(row.participant.cpf), is_chosen=False),
    EMAIL,
    Column("phone", _("Phone"), lambda row, names: phone_in_words(row.participant.phone), 17, True, False),
    Column("cpf", _("CPF, whole"), lambda row, names: cpf_in_words(row.participant.cpf), 15, True, False),
)
# What Kiwify's own panel asks for when arrivals are written down there by hand.
FOR_KIWIFY = (NAME, EMAIL, CODE, ARRIVED)


def _at(row: Person, names: Names) -> str | None:
    return row.first and names.checkpoints.get(row.first.checkpoint_id)


def _how(row: Person) -> str | None:
    return row.first and str(Source(row.first.source).label)
