"""Leaving: an exit, everyone's exit at night, and an admission that is taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from ..models import CheckIn, Checkpoint, Closing, Result, Source, Tablet
from ..models.checkins import EVERYONE_OUT
from ..portions import in_portions
from .claims import Claim
from .judging import standing_admission, who
from .recording import new_row, record
from .tallying import left, taken_back

UNDO_WITHIN = timedelta(seconds=10)
OF_EXITS = {Result.UNKNOWN, Result.AMBIGUOUS, Result.LEFT, Result.NOT_INSIDE}


class UndoRefused(Exception):
    """This check-in may not be undone now; `reason` is one of the constants below."""

    TOO_LATE = "too_late"
    NOT_YOURS = "not_yours"
    NOT_ADMITTED = "not_admitted"
    CLOSED = "closed"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoExit(Exception):
    """People only enter at this checkpoint: it does not count who leaves."""


def check_out(
    claim: Claim,
    *,
    id: UUID,
    checkpoint: Checkpoint,
    person: User | None,
    source: Source,
    now: datetime,
    happened_at: datetime | None = None,
    tablet: Tablet | None = None,
) -> CheckIn:
    """Somebody leaves: their open admission is closed, and a row says so; who is not inside is told so.

    The same `id` again gives the same row. Raises NoExit, and IdReused.
    """
    if not checkpoint.has_exit:
        raise NoExit
    row = new_row(
        claim, id=id, checkpoint=checkpoint, person=person, source=source, now=now, happened_at=happened_at,
        tablet=tablet,
    )  # fmt: skip
    return record(row, claim, _judge_exit, OF_EXITS, _tally)


def everyone_out(checkpoint: Checkpoint, *, person: User, now: datetime) -> int:
    """Close every admission that is open at this checkpoint now, as at night; how many. Raises NoExit.

    Committed in portions, unless the caller is in a transaction: cut short, the next call closes the rest.
    """
    if not checkpoint.has_exit:
        raise NoExit
    inside = list(CheckIn.objects.open_at(checkpoint).values_list("pk", flat=True))
    return sum(_all_out(some, person, now) for some in in_portions(inside))


def undo(
    check_in: CheckIn, *, person: User | None, now: datetime, reason: str = "", tablet: Tablet | None = None
) -> CheckIn:
    """Take back an admission: within ten seconds where it was made, or for a lead's `reason` at any time.

    Where: by the same person and, if either was asked at a paired tablet, at the same one.

    Whether they are a lead is for the caller. Twice is harmless. Raises UndoRefused.
    """
    if check_in.closed_how == Closing.UNDO:
        return check_in
    if refusal := _refusal_to_undo(check_in, person, tablet, now, bool(reason)):
        raise UndoRefused(refusal)
    open_row = CheckIn.objects.filter(pk=check_in.pk, closed_at=None)
    with transaction.atomic():
        if open_row.update(closed_at=now, closed_how=Closing.UNDO, closed_by=person, closed_reason=reason[:200]):
            taken_back(check_in)
    check_in.refresh_from_db(fields=["closed_at", "closed_how", "closed_by", "closed_reason"])
    return check_in


def can_undo(check_in: CheckIn, *, person: User | None, now: datetime, tablet: Tablet | None = None) -> bool:
    return _refusal_to_undo(check_in, person, tablet, now, has_reason=False) is None


@transaction.atomic
def _all_out(keys: Sequence[UUID], person: User, now: datetime) -> int:
    inside = CheckIn.objects.filter(pk__in=keys, closed_at=None).order_by("pk").select_for_update(no_key=True)
    out = list(inside.only("event", "checkpoint"))
    CheckIn.objects.filter(pk__in=[row.pk for row in out]).update(
        closed_at=now, closed_how=Closing.EXIT, closed_by=person, closed_reason=EVERYONE_OUT
    )
    left(*out)
    return len(out)


def _judge_exit(row: CheckIn, claim: Claim) -> None:
    judgement = who(row.checkpoint, claim)
    row.participant, row.result = judgement.participant, judgement.result
    row.detail, row.other_event = judgement.detail or "", judgement.elsewhere
    if row.participant is None:
        return
    row.earlier = standing_admission(row.checkpoint, row.participant, claim)
    is_out = row.earlier and CheckIn.objects.filter(pk=row.earlier.pk, closed_at=None).update(
        closed_at=row.recorded_at, closed_how=Closing.EXIT, closed_by=row.person
    )
    row.result = Result.LEFT if is_out else Result.NOT_INSIDE
    if not is_out:
        row.earlier = _last_admission(row)


def _tally(row: CheckIn) -> None:
    if row.result == Result.LEFT and row.earlier:
        left(row.earlier)


def _last_admission(row: CheckIn) -> CheckIn | None:
    admissions = CheckIn.objects.standing().filter(checkpoint=row.checkpoint, participant=row.participant)
    return admissions.order_by("-recorded_at").first()


def _refusal_to_undo(
    check_in: CheckIn, person: User | None, tablet: Tablet | None, now: datetime, has_reason: bool
) -> str | None:
    if check_in.result != Result.ADMITTED:
        return UndoRefused.NOT_ADMITTED
    if check_in.closed_at is not None:
        return UndoRefused.CLOSED
    if has_reason:
        return None
    if (check_in.person_id, check_in.tablet_id) != (person and person.pk, tablet and tablet.pk):
        return UndoRefused.NOT_YOURS
    return UndoRefused.TOO_LATE if now - check_in.recorded_at > UNDO_WITHIN else None
