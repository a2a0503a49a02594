"""Step 3 of a read: what is new or changed is written and made findable, a few hundred at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import batched

from .. import search
from ..kiwify import wire
from ..models import Batch, Changed, Event, Participant
from .batches import Batches
from .changes import keep_changes, keep_that
from .comparing import AT_ONCE, FIELDS, Difference, participant_of, written_since

BACK = {"missing_since": None, "withdrawn_at": None}
WRITTEN = ("batch", *FIELDS, *BACK, "sorts_as", "written_at")

type Heed = Callable[[], None]


def write(
    event: Event, difference: Difference, names: dict[str, str], *, began: datetime, now: datetime, heed: Heed
) -> list[int]:
    """Write a difference, and `names` of batches by key; the keys of the participants written.

    Call it in a transaction. Who was written since the read `began` stays as they are. `heed` is called on the way,
    and may raise to give all up.
    """
    batches = Batches(event)
    written: list[int] = []
    # In one order for everybody: two that write the same people never wait for each other.
    for some in batched(sorted([*difference.added, *difference.changed], key=lambda row: row.id), AT_ONCE):
        heed()
        ours = event.participants.filter(written_since(began), kiwify_id__in=[row.id for row in some])
        newer = set(ours.values_list("kiwify_id", flat=True))
        people = _upsert(event, [row for row in some if row.id not in newer], batches, now)
        keep_changes(people, difference.before)
        written += [one.pk for one in people]
    for keys in batched(difference.returned, AT_ONCE):
        returned = Participant.objects.filter(pk__in=keys)
        keep_that(Changed.RETURNED, returned.exclude(withdrawn_at=None), now)
        returned.update(**BACK, written_at=now)
    for batch in batches.rename(names):
        _index_again(batch)
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


def _index_again(batch: Batch) -> None:
    search.index(batch.participants.select_related("batch").order_by().iterator(AT_ONCE))
