"""What must be true at the end. Every function yields a sentence for each thing that is not."""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db.models import Q

from participants import search
from participants.kiwify.sandbox.event import Event as AtKiwify
from participants.kiwify.wire import Participant as Row
from participants.kiwify.wire import parse_page
from participants.models import Account, CheckIn, Closing, Event, Notice, Participant, Reading, Result, Source, SyncRun
from participants.sync.comparing import FIELDS

from .door import Told


def differences(at_kiwify: AtKiwify) -> Iterator[str]:
    """Between our copy of an event and Kiwify's."""
    event = Event.objects.get(product_id=at_kiwify.product_id)
    ours = {one.kiwify_id: one for one in event.participants.select_related("batch")}
    theirs = {row.id: row for row in rows(at_kiwify)}
    for id, row in theirs.items():
        yield from _of_one(row, ours.get(id))
    for id in ours.keys() - theirs.keys():
        if ours[id].withdrawn_at is None:
            missing = f", missing since {ours[id].missing_since}" if ours[id].missing_since else ""
            yield f"{event}: {id} is gone at Kiwify and not withdrawn here{missing}."
    yield from _of_arrivals(event, theirs)
    yield from _of_search(event)
    issued = at_kiwify.counters()["issued_tickets"]
    if event.issued_tickets != issued:
        yield f"{event}: we say {event.issued_tickets} tickets are issued, Kiwify {issued}."


def rows(at_kiwify: AtKiwify) -> tuple[Row, ...]:
    return parse_page({"pagination": {}, "data": {"participants": at_kiwify.rows()}}).participants


def _of_one(row: Row, ours: Participant | None) -> Iterator[str]:
    if ours is None:
        yield f"{row.id} is listed at Kiwify and not here."
        return
    if ours.withdrawn_at or ours.missing_since:
        yield f"{row.id} is listed at Kiwify; here missing since {ours.missing_since}, withdrawn {ours.withdrawn_at}."
    if ours.attention:
        yield f"{row.id} still needs attention ({ours.attention}, since {ours.attention_at})."
    for our_name, their_name in FIELDS.items():
        if getattr(ours, our_name) != getattr(row, their_name):
            yield f"{row.id}: {our_name} is {getattr(ours, our_name)!r}, at Kiwify {getattr(row, their_name)!r}."
    batch = (ours.batch.kiwify_id, ours.batch.name) if ours.batch else ("", "")
    if batch != (row.batch_id, row.batch_name):
        yield f"{row.id}: its batch is {batch}, at Kiwify {(row.batch_id, row.batch_name)}."


def _of_arrivals(event: Event, theirs: Mapping[str, Row]) -> Iterator[str]:
    at_kiwify = event.check_ins.filter(source=Source.KIWIFY).exclude(closed_how=Closing.UNDO)
    arrived = set(at_kiwify.values_list("participant__kiwify_id", "happened_at"))
    for row in theirs.values():
        if row.checkin_at and (row.id, row.checkin_at) not in arrived:
            yield f"{event}: {row.id} arrived at Kiwify at {row.checkin_at}, and no row says so."
    standing = at_kiwify.filter(result=Result.ADMITTED, participant__withdrawn_at=None)
    for id, at in standing.values_list("participant__kiwify_id", "happened_at"):
        if id in theirs and theirs[id].checkin_at != at:
            yield f"{event}: {id} is in here by Kiwify's arrival of {at}, which is {theirs[id].checkin_at} there."


def _of_search(event: Event) -> Iterator[str]:
    """People are found by the code they have now."""
    checkpoint = event.checkpoints.get()
    for one in event.participants.filter(withdrawn_at=None).exclude(name="").order_by("?")[:40]:
        found = search.find(event, checkpoint, one.code)
        if one.pk not in {hit.participant.pk for hit in found.hits}:
            yield f"{event}: {one.kiwify_id} is not found by the code {one.code}."


def lost_check_ins(told: Mapping[str, Told]) -> Iterator[str]:
    """What the tablets were told and what our rows say."""
    kept = {str(one.pk): one for one in CheckIn.objects.select_related("participant", "earlier")}
    for id, one in told.items():
        yield from _of_told(id, one, kept.get(id))
    inside = Counter(
        (one.participant_id, one.checkpoint_id)
        for one in kept.values()
        if one.result == Result.ADMITTED and one.closed_at is None
    )
    for (participant, _), times in inside.items():
        if times > 1:
            yield f"Participant {participant} is in {times} times."


def _of_told(id: str, told: Told, kept: CheckIn | None) -> Iterator[str]:
    if kept is None:
        yield f"Check-in {id} was told to be {told.result} and is lost."
        return
    participant = kept.participant.kiwify_id if kept.participant else None
    if (kept.result, participant) != (told.result, told.participant):
        yield f"Check-in {id} was told to be {told}, and is {kept.result} of {participant}."
    if told.undone is not None and told.undone != (kept.closed_how == Closing.UNDO):
        yield f"Check-in {id} was told to be {told}, and was closed by {kept.closed_how!r} ({kept.closed_reason!r})."
    if kept.result == Result.ALREADY_IN and kept.earlier is None:
        yield f"Check-in {id} is a repeat of nothing."


def leftovers() -> Iterator[str]:
    """Of reads, leases and notices."""
    for run in SyncRun.objects.filter(status=SyncRun.Status.RUNNING):
        yield f"The read {run} ({run.kind}) is still said to be running."
    for reading in Reading.objects.exclude(reader=None):
        yield f"{reading} is still leased until {reading.reader_until}."
    for reading in Reading.objects.exclude(held=[]):
        yield f"{reading} still holds {len(reading.held)} tickets."
    for event in Event.objects.exclude(trouble=""):
        yield f"{event} still says that it has trouble: {event.trouble} since {event.trouble_since}."
    for reading in Reading.objects.filter(~Q(failures=0) | Q(changes_useless=True)):
        yield f"{reading} still counts {reading.failures} failures, changes useless: {reading.changes_useless}."
    if unread := Notice.objects.filter(read_at=None).count():
        yield f"{unread} webhooks were never read."
    if Account.objects.exclude(minting_until=None).exists():
        yield "The right to mint was never given back."
