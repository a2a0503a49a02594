"""Arrivals that Kiwify's own app recorded: taken in as rows of the log, and closed when Kiwify takes them back."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import batched
from uuid import UUID, uuid5

from django.db.models import Exists, F, OuterRef, QuerySet

from ..models import CheckIn, Checkpoint, Closing, Event, Participant, Result, Source

AT_ONCE = 500
ARRIVALS_AT_KIWIFY = UUID("5f6f1c1e-6f0c-4f0e-9a55-2b8f4f3c7a10")
TAKEN_BACK = "Kiwify"


def take_in_arrivals_at_kiwify(event: Event, *, now: datetime, among: Collection[int] | None = None) -> int:
    """Make rows of the arrivals that Kiwify's own app recorded, at the event's first checkpoint; how many are new.

    `among` names the participants to look at by key; without it, all are. An arrival that Kiwify took back, or moved
    to another time, closes its row. Rows of ours are never touched: somebody already let in here gets a second row
    that says so.
    """
    checkpoint = event.checkpoints.order_by("position", "id").first()
    if checkpoint is None:
        return 0
    some = [None] if among is None else batched(among, AT_ONCE)
    return sum(_take_in_arrivals(event, checkpoint, now, keys) for keys in some)


def _take_in_arrivals(event: Event, checkpoint: Checkpoint, now: datetime, among: Collection[int] | None) -> int:
    _close_arrivals_taken_back(event, now, among)
    arrived = _arrivals_not_taken_in(event, among).order_by("pk")
    taken_in = 0
    for people in batched(arrived.iterator(AT_ONCE), AT_ONCE):
        rows = _arrivals_at_kiwify(people, checkpoint, now)
        CheckIn.objects.bulk_create(rows, ignore_conflicts=True)
        taken_in += len(rows)
    return taken_in


def _close_arrivals_taken_back(event: Event, now: datetime, among: Collection[int] | None) -> None:
    at_kiwify = CheckIn.objects.filter(event=event, source=Source.KIWIFY, result=Result.ADMITTED, closed_at=None)
    if among is not None:
        at_kiwify = at_kiwify.filter(participant__in=among)
    still = at_kiwify.filter(participant__kiwify_checkin_at=F("happened_at"))
    at_kiwify.exclude(pk__in=still.values("pk")).update(
        closed_at=now, closed_how=Closing.UNDO, closed_reason=TAKEN_BACK
    )


def _arrivals_not_taken_in(event: Event, among: Collection[int] | None) -> QuerySet[Participant]:
    taken_in = CheckIn.objects.filter(
        participant=OuterRef("pk"), source=Source.KIWIFY, happened_at=OuterRef("kiwify_checkin_at")
    ).exclude(closed_reason=TAKEN_BACK, closed_by=None)
    people = event.participants.filter(kiwify_checkin_at__isnull=False).exclude(Exists(taken_in))
    return people if among is None else people.filter(pk__in=among)


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
