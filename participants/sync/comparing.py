"""Step 2 of a read: what Kiwify lists beside what we have. It writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from ..kiwify import wire
from ..models import Event, Participant
from ..search import sort_key
from .batches import key_of

AT_ONCE = 500
# By how much the clocks of two machines may differ; a moment further ahead was written before a clock was set back.
ASKEW = timedelta(minutes=1)

# Ours and Kiwify's names of what a read compares and writes; the batch is compared by its key.
FIELDS = {
    "code": "external_id",
    "name": "name",
    "email": "email",
    "cpf": "cpf",
    "phone": "phone",
    "order_id": "order_id",
    "kiwify_checkin_at": "checkin_at",
    "kiwify_created_at": "created_at",
    "kiwify_updated_at": "updated_at",
}
OUR_COLUMNS = (
    "kiwify_id", "pk", "missing_since", "withdrawn_at", "written_at", "batch__kiwify_id", "batch__name", *FIELDS,
)  # fmt: skip


class Ours(NamedTuple):
    """A participant as we have it; `values` in the order of FIELDS."""

    pk: int
    missing_since: datetime | None
    withdrawn_at: datetime | None
    written_at: datetime
    batch_key: str
    batch_name: str
    values: tuple[object, ...]


@dataclass(slots=True)
class Difference:
    """New rows, rows that are not as we have them, and the keys of those that were missing and are as before.

    `before` has what changed as we have it, by Kiwify's id.
    """

    added: list[wire.Participant] = field(default_factory=list)
    changed: list[wire.Participant] = field(default_factory=list)
    before: dict[str, Ours] = field(default_factory=dict)
    returned: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.returned)


def compare(event: Event, rows: Iterable[wire.Participant], began: datetime) -> Difference:
    """How these rows differ from our copy. What was written since `began` is newer than they are, and stays."""
    difference = Difference()
    for some in batched(rows, AT_ONCE):
        known = _known(event, [row.id for row in some])
        until = timezone.now() + ASKEW
        for row in some:
            ours = known.get(row.id)
            if ours is None or not began <= ours.written_at <= until:
                _compare_one(row, ours, difference)
    return difference


def written_since(began: datetime) -> Q:
    """Participants that are newer than what a read gathered which began then."""
    return Q(written_at__gte=began, written_at__lte=timezone.now() + ASKEW)


def _compare_one(row: wire.Participant, ours: Ours | None, difference: Difference) -> None:
    if ours is None:
        difference.added.append(row)
    elif not _is_bare(row) and (ours.batch_key != key_of(row) or ours.values != _values(row)):
        difference.changed.append(row)
        difference.before[row.id] = ours
    elif ours.missing_since:
        difference.returned.append(ours.pk)


def _known(event: Event, kiwify_ids: list[str]) -> dict[str, Ours]:
    rows = event.participants.order_by().filter(kiwify_id__in=kiwify_ids).values_list(*OUR_COLUMNS)
    return {row[0]: _ours(*row[1:]) for row in rows}


def _ours(
    pk: int,
    missing_since: datetime | None,
    withdrawn_at: datetime | None,
    written_at: datetime,
    batch_id: str | None,
    batch_name: str | None,
    *values: object,
) -> Ours:
    key, name = batch_id or batch_name or "", batch_name or batch_id or ""
    return Ours(pk, missing_since, withdrawn_at, written_at, key, name, values)


def _values(row: wire.Participant) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in FIELDS.values())


def _is_bare(row: wire.Participant) -> bool:
    """Nothing but an id: it says that the ticket is listed, and nothing against what we know of it."""
    return not key_of(row) and not any(_values(row))


def participant_of(event: Event, row: wire.Participant, written_at: datetime) -> Participant:
    """Kiwify's row as our participant, not saved and without its batch."""
    values = {ours: getattr(row, theirs) for ours, theirs in FIELDS.items()}
    return Participant(event=event, kiwify_id=row.id, sorts_as=sort_key(row.name), written_at=written_at, **values)
