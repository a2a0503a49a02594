"""Step 3 of a read: what is new or changed is written and made findable, a portion at a time."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from .. import search, storage
from ..kiwify import wire
from ..models import Batch, Changed, Event, Participant
from ..portions import in_portions
from .batches import Batches
from .changes import keep_changes, keep_that
from .comparing import ASKEW, FIELDS, Difference, participant_of, written_since
from .steps import Portion

BACK = {"missing_since": None, "withdrawn_at": None}
# After so many people the database looks at how its tables have grown.
MANY = (1_000, 5_000, 25_000, 125_000)
TABLES = (Participant._meta.db_table, search.TABLE)
WRITTEN = ("batch", *FIELDS, *BACK, "sorts_as", "written_at")


def write(
    event: Event, difference: Difference, names: dict[str, str], *, began: datetime, now: datetime, portion: Portion
) -> list[int]:
    """Write a difference, and `names` of batches by key; the keys of the participants written.

    Each portion is in a `portion`, which may raise to give up the rest: the next read finds it different still.
    Who was written since the read `began` stays as they are.
    """
    batches = Batches(event, names)
    for batch, name in batches.to_rename():
        _rename(batch, name, portion)
    written: list[int] = []
    # In one order for everybody: two that write the same people never wait for each other.
    for some in in_portions(sorted([*difference.added, *difference.changed], key=lambda row: row.id)):
        with portion():
            ours = event.participants.filter(written_since(began), kiwify_id__in=[row.id for row in some])
            newer = set(ours.values_list("kiwify_id", flat=True))
            people = _upsert(event, [row for row in some if row.id not in newer], batches, now)
            keep_changes(people, difference.before)
        written += [one.pk for one in people]
        if difference.added and any(len(written) - len(people) < many <= len(written) for many in MANY):
            storage.learn_sizes_of(*TABLES)
    for keys in in_portions(difference.returned):
        with portion():
            returned = Participant.objects.filter(pk__in=keys)
            keep_that(Changed.RETURNED, returned.exclude(withdrawn_at=None), now)
            returned.update(**BACK, written_at=now)
    return written


def _upsert(event: Event, rows: Sequence[wire.Participant], batches: Batches, now: datetime) -> list[Participant]:
    participants = []
    for row in rows:
        participant = participant_of(event, row, now)
        participant.batch = batches.of(row)
        participants.append(participant)
    Participant.objects.bulk_create(
        participants, update_conflicts=True, unique_fields=("event", "kiwify_id"), update_fields=WRITTEN
    )
    search.index(participants)
    return participants


def _rename(batch: Batch, name: str, portion: Portion) -> None:
    """Its people are found by the new name first: cut short, the batch has its old one and is renamed again."""
    batch.name, began = name, timezone.now() - ASKEW
    for keys in in_portions(list(batch.participants.order_by().values_list("pk", flat=True))):
        with portion():
            search.index(batch.participants.filter(pk__in=keys))
    with portion():
        batch.save(update_fields=["name"])
        # Who was looked up meanwhile may have been written under the old name.
        search.index(batch.participants.filter(written_at__gte=began))
