"""Arrivals that Kiwify's own app recorded: taken in as rows of the log, and closed when Kiwify takes them back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from ..models import CheckIn, Checkpoint, Closing, Event, Participant, Result, Source
from ..portions import in_portions
from .tallying import entered, recount

ARRIVALS_AT_KIWIFY = UUID("5f6f1c1e-6f0c-4f0e-9a55-2b8f4f3c7a10")
TAKEN_BACK = "Kiwify"


def take_in_arrivals_at_kiwify(event: Event, *, now: datetime, among: Sequence[int] | None = None) -> int:
    """Make rows of the arrivals that Kiwify's own app recorded, at the event's first checkpoint; how many are new.

    `among` names the participants to look at by key; without it, all are. An arrival that Kiwify took back, or moved
    to another time, closes its row. Rows of ours are never touched: somebody already let in here gets a second row
    that says so. Each portion is committed unless the caller is in a transaction; what one lacks the next call adds.
    """
    checkpoint = event.checkpoints.order_by("position", "id").first()
    if checkpoint is None:
        return 0
    keys = _to_take_in(event) if among is None else among
    return sum(_take_in(event, checkpoint, now, some) for some in in_portions(keys))


def _to_take_in(event: Event) -> list[int]:
    """The keys of those whose arrival Kiwify recorded, moved or took back since the last look."""
    arrived = _arrivals_not_taken_in(event.participants.all()).values_list("pk", flat=True)
    taken_back = _arrivals_taken_back(CheckIn.objects.filter(event=event)).values_list("participant", flat=True)
    return sorted({key for keys in (arrived, taken_back) for key in keys if key})


@transaction.atomic
def _take_in(event: Event, checkpoint: Checkpoint, now: datetime, keys: Sequence[int]) -> int:
    taken_back = _arrivals_taken_back(CheckIn.objects.filter(event=event, participant__in=keys)).update(
        closed_at=now, closed_how=Closing.UNDO, closed_reason=TAKEN_BACK
    )
    people = _arrivals_not_taken_in(event.participants.filter(pk__in=keys)).order_by("pk")
    rows = _arrivals_at_kiwify(people, checkpoint, now)
    CheckIn.objects.bulk_create(rows, ignore_conflicts=True)
    if taken_back:
        recount(event)
    elif rows:
        # A row that somebody else was faster with is not of this moment.
        entered(*CheckIn.objects.filter(pk__in=[row.pk for row in rows], recorded_at=now))
    return len(rows)


def _arrivals_taken_back(rows: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    at_kiwify = rows.filter(source=Source.KIWIFY, result=Result.ADMITTED, closed_at=None)
    still = at_kiwify.filter(participant__kiwify_checkin_at=F("happened_at"))
    return at_kiwify.exclude(pk__in=still.values("pk"))


def _arrivals_not_taken_in(people: QuerySet[Participant]) -> QuerySet[Participant]:
    taken_in = CheckIn.objects.filter(
        participant=OuterRef("pk"), source=Source.KIWIFY, happened_at=OuterRef("kiwify_checkin_at")
    ).exclude(closed_reason=TAKEN_BACK, closed_by=None)
    return people.filter(kiwify_checkin_at__isnull=False).exclude(Exists(taken_in))


def _arrivals_at_kiwify(people: Iterable[Participant], checkpoint: Checkpoint, now: datetime) -> list[CheckIn]:
    keys = [one.pk for one in people]
    standing = CheckIn.objects.open_at(checkpoint).filter(participant__in=keys)
    earlier = {row.participant_id: row for row in standing}
    # Kiwify may list an arrival again that it had taken back: that is a new row, with an id of its own.
    before = Counter(
        CheckIn.objects.filter(participant__in=keys, source=Source.KIWIFY).values_list("participant_id", flat=True)
    )
    return [_arrival_at_kiwify(one, checkpoint, earlier.get(one.pk), before[one.pk], now) for one in people]


def _arrival_at_kiwify(
    participant: Participant, checkpoint: Checkpoint, earlier: CheckIn | None, times_before: int, now: datetime
) -> CheckIn:
    arrived_at = participant.kiwify_checkin_at
    assert arrived_at is not None
    # The same arrival read twice is the same row.
    id = uuid5(ARRIVALS_AT_KIWIFY, f"{participant.pk} {arrived_at.isoformat()}")
    return CheckIn(
        id=uuid5(id, str(times_before)) if times_before else id,
        event_id=participant.event_id,
        checkpoint=checkpoint,
        participant=participant,
        result=Result.ALREADY_IN if earlier else Result.ADMITTED,
        earlier=earlier,
        happened_at=arrived_at,
        recorded_at=now,
        source=Source.KIWIFY,
    )
