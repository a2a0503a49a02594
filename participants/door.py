"""The door: the only writer of CheckIn. One function checks people in, whoever calls it.

A check-in is a row for every verdict. Its id is made by whoever asks, so that asking again is the same answer;
the database's constraint picks the winner when several ask for one ticket at once.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from .models import CheckIn, Checkpoint, Closing, Detail, Event, Participant, Result, Source

UNDO_WITHIN = timedelta(seconds=10)
ARRIVALS_AT_KIWIFY = UUID("5f6f1c1e-6f0c-4f0e-9a55-2b8f4f3c7a10")
AT_ONCE = 500
OVERRULABLE = (Result.WITHDRAWN, Result.WRONG_CHECKPOINT)
TAKEN_BACK = "Kiwify"


class IdReused(Exception):
    """This id already stands for a check-in of somebody else, or somewhere else."""


class UndoRefused(Exception):
    """This check-in may not be undone now; `reason` is one of the constants below."""

    TOO_LATE = "too_late"
    NOT_YOURS = "not_yours"
    NOT_ADMITTED = "not_admitted"
    CLOSED = "closed"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Claim:
    """Who stands at the door: a participant chosen by staff, or a code that was read: a ticket's, or Kiwify's id.

    `holders` are those who have the code, where the caller has looked already; `asked` is what Kiwify said when it
    was asked for a code that was not known here.
    """

    participant: Participant | None = None
    code: str = ""
    holders: tuple[Participant, ...] | None = None
    asked: Detail | None = None


@dataclass(frozen=True, slots=True)
class _Judgement:
    result: Result
    participant: Participant | None = None
    earlier: CheckIn | None = None
    detail: Detail | None = None


def check_in(
    claim: Claim,
    *,
    id: UUID,
    checkpoint: Checkpoint,
    person: User | None,
    source: Source,
    now: datetime,
    happened_at: datetime | None = None,
    gate: str = "",
    overrule: str = "",
) -> CheckIn:
    """Judge the claim at this checkpoint and keep the verdict; the row is committed when this returns.

    `now` is our clock and `happened_at` the tablet's, aware. The same `id` again gives the same row.
    `overrule` is a lead's reason to let somebody in whom the verdict would stop; whether they may is for the caller.
    Raises IdReused where the id was used for another claim.
    """
    row = CheckIn(
        id=id,
        event_id=checkpoint.event_id,
        checkpoint=checkpoint,
        code=claim.code[:64],
        happened_at=happened_at or now,
        recorded_at=now,
        gate=gate,
        person=person,
        source=source,
        overruled_why=overrule[:200],
    )
    for _look in range(3):
        try:
            with transaction.atomic():
                return _known(row, claim) or _judged(row, claim)
        except IntegrityError:
            # Somebody else was first, with this id or with this ticket: the next look sees who.
            continue
    raise RuntimeError("Three looks at the door were each overtaken.")


def undo(check_in: CheckIn, *, person: User, now: datetime) -> CheckIn:
    """Take back an admission, within ten seconds, by the person who made it. Twice is harmless.

    Raises UndoRefused.
    """
    if check_in.closed_how == Closing.UNDO:
        return check_in
    if refusal := _refusal_to_undo(check_in, person, now):
        raise UndoRefused(refusal)
    open_row = CheckIn.objects.filter(pk=check_in.pk, closed_at=None)
    open_row.update(closed_at=now, closed_how=Closing.UNDO, closed_by=person)
    check_in.refresh_from_db(fields=["closed_at", "closed_how", "closed_by"])
    return check_in


def can_undo(check_in: CheckIn, *, person: User, now: datetime) -> bool:
    return _refusal_to_undo(check_in, person, now) is None


def can_be_overruled(check_in: CheckIn) -> bool:
    """Whether this verdict stopped somebody whom a lead may let in nevertheless."""
    return check_in.result in OVERRULABLE


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


def _known(row: CheckIn, claim: Claim) -> CheckIn | None:
    known = CheckIn.objects.filter(pk=row.pk).first()
    if known is None:
        return None
    asked = claim.participant.pk if claim.participant else None
    same = known.participant_id == asked if asked else known.code == row.code
    if known.checkpoint_id != row.checkpoint_id or not same:
        raise IdReused
    return known


def _judged(row: CheckIn, claim: Claim) -> CheckIn:
    judgement = _judge(row.checkpoint, claim)
    row.result = judgement.result
    row.participant = judgement.participant
    row.earlier = judgement.earlier
    row.detail = judgement.detail or claim.asked or ""
    _overrule(row)
    row.save(force_insert=True)
    return row


def _overrule(row: CheckIn) -> None:
    """Let in against the verdict, for a lead's reason; who is in already stays in once."""
    if row.overruled_why and row.result in OVERRULABLE:
        assert row.participant is not None
        row.overruled = row.result
        row.earlier = CheckIn.objects.open_at(row.checkpoint).filter(participant=row.participant).first()
        row.result = Result.ALREADY_IN if row.earlier else Result.ADMITTED
    else:
        row.overruled_why = ""


def _judge(checkpoint: Checkpoint, claim: Claim) -> _Judgement:
    people = _people(checkpoint, claim)
    if not people:
        return _Judgement(Result.UNKNOWN)
    if len(people) > 1:
        return _Judgement(Result.AMBIGUOUS)
    (participant,) = people
    if participant.withdrawn_at:
        return _Judgement(Result.WITHDRAWN, participant)
    if participant.attention:
        return _Judgement(Result.WITHDRAWN, participant, detail=Detail(participant.attention))
    if not _admits(checkpoint, participant):
        return _Judgement(Result.WRONG_CHECKPOINT, participant)
    if earlier := CheckIn.objects.open_at(checkpoint).filter(participant=participant).first():
        return _Judgement(Result.ALREADY_IN, participant, earlier)
    return _Judgement(Result.ADMITTED, participant)


def _people(checkpoint: Checkpoint, claim: Claim) -> Sequence[Participant]:
    if claim.participant:
        return [claim.participant]
    return holders(checkpoint.event_id, claim.code) if claim.holders is None else claim.holders


def holders(event_id: int, code: str) -> list[Participant]:
    """Everybody at the event whose ticket has this code, whatever its case, or who has this id at Kiwify.

    Kiwify does not promise that a code is only one person's. A ticket issued anew under its old code is no riddle:
    the listed one counts.
    """
    code = code.strip()
    here = Participant.objects.filter(event=event_id)
    people = list(here.filter(code__in={code, code.upper()}).exclude(code=""))
    people = people or list(here.filter(kiwify_id__in={code, code.lower()}))
    return [one for one in people if one.withdrawn_at is None] or people


def _admits(checkpoint: Checkpoint, participant: Participant) -> bool:
    admitted = set(checkpoint.batches.values_list("pk", flat=True))
    return not admitted or participant.batch_id in admitted


def _refusal_to_undo(check_in: CheckIn, person: User, now: datetime) -> str | None:
    if check_in.result != Result.ADMITTED:
        return UndoRefused.NOT_ADMITTED
    if check_in.closed_at is not None:
        return UndoRefused.CLOSED
    if check_in.person_id != person.pk:
        return UndoRefused.NOT_YOURS
    if now - check_in.recorded_at > UNDO_WITHIN:
        return UndoRefused.TOO_LATE
    return None


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
    ).exclude(closed_reason=TAKEN_BACK)
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
