"""The door: the only writer of CheckIn. One function checks people in, whoever calls it.

A check-in is a row for every verdict. Its id is made by whoever asks, so that asking again is the same answer;
the database's constraint picks the winner when several ask for one ticket at once.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from .models import CheckIn, Checkpoint, Closing, Event, Participant, Result, Source

UNDO_WITHIN = timedelta(seconds=10)
ARRIVALS_AT_KIWIFY = UUID("5f6f1c1e-6f0c-4f0e-9a55-2b8f4f3c7a10")


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
    """Who stands at the door: a participant chosen by staff, or a code that was read."""

    participant: Participant | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Judgement:
    result: Result
    participant: Participant | None = None
    earlier: CheckIn | None = None


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
) -> CheckIn:
    """Judge the claim at this checkpoint and keep the verdict; the row is committed when this returns.

    `now` is our clock and `happened_at` the tablet's, aware. The same `id` again gives the same row.
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


def take_in_arrivals_at_kiwify(event: Event, *, now: datetime) -> int:
    """Make rows of the arrivals that Kiwify's own app recorded, at the event's first checkpoint; how many are new.

    An arrival that Kiwify took back, or moved to another time, closes its row. Rows of ours are never touched:
    somebody already let in here gets a second row that says so.
    """
    checkpoint = event.checkpoints.order_by("position", "id").first()
    if checkpoint is None:
        return 0
    _close_arrivals_taken_back(event, now)
    arrived = list(_arrivals_not_taken_in(event))
    if not arrived:
        return 0
    # By a join: a list of every arrival can be longer than SQLite lets a query be.
    standing = CheckIn.objects.open_at(checkpoint).filter(participant__kiwify_checkin_at__isnull=False)
    earlier = {row.participant_id: row for row in standing}
    rows = [_arrival_at_kiwify(one, checkpoint, earlier.get(one.pk), now) for one in arrived]
    _tell_apart_from_those_taken_back(event, rows)
    CheckIn.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


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
    row.save(force_insert=True)
    return row


def _judge(checkpoint: Checkpoint, claim: Claim) -> _Judgement:
    people = [claim.participant] if claim.participant else _holders(checkpoint.event_id, claim.code)
    if not people:
        return _Judgement(Result.UNKNOWN)
    if len(people) > 1:
        return _Judgement(Result.AMBIGUOUS)
    (participant,) = people
    if participant.withdrawn_at:
        return _Judgement(Result.WITHDRAWN, participant)
    if not _admits(checkpoint, participant):
        return _Judgement(Result.WRONG_CHECKPOINT, participant)
    if earlier := CheckIn.objects.open_at(checkpoint).filter(participant=participant).first():
        return _Judgement(Result.ALREADY_IN, participant, earlier)
    return _Judgement(Result.ADMITTED, participant)


def _holders(event_id: int, code: str) -> list[Participant]:
    """Everybody whose ticket has this code, whatever its case; Kiwify does not promise that it is only one."""
    code = code.strip()
    people = list(Participant.objects.filter(event=event_id, code__in={code, code.upper()}).exclude(code=""))
    # A ticket issued anew under its old code is no riddle: the listed one counts.
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


def _close_arrivals_taken_back(event: Event, now: datetime) -> None:
    at_kiwify = CheckIn.objects.filter(event=event, source=Source.KIWIFY, result=Result.ADMITTED, closed_at=None)
    still = at_kiwify.filter(participant__kiwify_checkin_at=F("happened_at"))
    at_kiwify.exclude(pk__in=still.values("pk")).update(
        closed_at=now, closed_how=Closing.UNDO, closed_reason=TAKEN_BACK
    )


def _arrivals_not_taken_in(event: Event) -> QuerySet[Participant]:
    taken_in = CheckIn.objects.filter(
        participant=OuterRef("pk"), source=Source.KIWIFY, happened_at=OuterRef("kiwify_checkin_at")
    ).exclude(closed_reason=TAKEN_BACK)
    return event.participants.filter(kiwify_checkin_at__isnull=False).exclude(Exists(taken_in))


def _tell_apart_from_those_taken_back(event: Event, rows: list[CheckIn]) -> None:
    """Kiwify may list an arrival again that it had taken back: that is a new row, with an id of its own."""
    rows_before = CheckIn.objects.filter(event=event, source=Source.KIWIFY)
    before: Counter[int | None] = Counter(rows_before.values_list("participant_id", flat=True))
    for row in rows:
        if times := before[row.participant_id]:
            row.id = uuid5(row.id, str(times))


def _arrival_at_kiwify(
    participant: Participant, checkpoint: Checkpoint, earlier: CheckIn | None, now: datetime
) -> CheckIn:
    arrived_at = participant.kiwify_checkin_at
    assert arrived_at is not None
    return CheckIn(
        # The same arrival read twice is the same row.
        id=uuid5(ARRIVALS_AT_KIWIFY, f"{participant.pk} {arrived_at.isoformat()}"),
        event_id=participant.event_id,
        checkpoint=checkpoint,
        participant=participant,
        result=Result.ALREADY_IN if earlier else Result.ADMITTED,
        earlier=earlier,
        happened_at=arrived_at,
        recorded_at=now,
        source=Source.KIWIFY,
    )
