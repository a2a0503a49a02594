"""Letting people in, and refusing them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.db import transaction

from ..models import CheckIn, Checkpoint, Event, Participant, Result, Source, Tablet
from .claims import Claim, claims_by_id
from .judging import OVERRULABLE, judge_entry, standing_admission, who
from .recording import new_row, record
from .tallying import entered

OLDEST_QUEUE, WRONG_CLOCK = timedelta(days=2), timedelta(hours=2)
NOT_ONE = {Result.UNKNOWN, Result.AMBIGUOUS}
OF_ENTRIES = NOT_ONE | {Result.WITHDRAWN, Result.WRONG_CHECKPOINT, Result.ALREADY_IN, Result.ADMITTED}
OF_REFUSALS = NOT_ONE | {Result.REFUSED}


def check_in(
    claim: Claim,
    *,
    id: UUID,
    checkpoint: Checkpoint,
    person: User | None,
    source: Source,
    now: datetime,
    happened_at: datetime | None = None,
    tablet: Tablet | None = None,
    overrule: str = "",
    tally: Callable[[CheckIn], None] = entered,
    known: CheckIn | None = None,
) -> CheckIn:
    """Judge the claim at this checkpoint and keep the verdict; the row is committed when this returns.

    `now` is our clock and `happened_at` the tablet's, aware. The same `id` again gives the same row.
    `overrule` is a lead's reason to let somebody in whom the verdict would stop; whether they may is for the caller.
    `tally` counts the row, where the caller does not do so for several at the end of its transaction.
    `known` is the row of this id, where the caller has found it already.
    Raises IdReused where the id was used for another claim.
    """
    row = new_row(
        claim, id=id, checkpoint=checkpoint, person=person, source=source, now=now, happened_at=happened_at,
        tablet=tablet, reason=overrule,
    )  # fmt: skip
    return record(row, claim, _judge, OF_ENTRIES, tally, known)


def check_in_all(participants: Sequence[Participant], *, id: UUID, **details: Any) -> list[CheckIn]:
    """Check in these participants, as of one order: one verdict each, all kept or none.

    `id` is the request's; each row has one made of it and of the participant, so that asking again is harmless.
    """
    fresh: list[CheckIn] = []
    with transaction.atomic():
        claims = claims_by_id(details["checkpoint"], [one.kiwify_id for one in participants])
        rows = [
            check_in(
                claims[one.kiwify_id], id=uuid5(id, one.kiwify_id), source=Source.ORDER, tally=fresh.append, **details
            )
            for one in participants
        ]
        entered(*fresh)
        return rows


def answered(participants: Sequence[Participant], *, id: UUID) -> set[int]:
    """Whom of these an order's request of this id has had a verdict on already, by key."""
    ids = [uuid5(id, one.kiwify_id) for one in participants]
    return {key for key in CheckIn.objects.filter(pk__in=ids).values_list("participant_id", flat=True) if key}


def refuse(
    claim: Claim,
    *,
    id: UUID,
    checkpoint: Checkpoint,
    person: User | None,
    now: datetime,
    reason: str,
    tablet: Tablet | None = None,
) -> CheckIn:
    """Staff turn somebody away, for this reason. The ticket stays as good as it is.

    Raises IdReused.
    """
    row = new_row(
        claim, id=id, checkpoint=checkpoint, person=person, source=Source.SEARCH, now=now, tablet=tablet, reason=reason
    )  # fmt: skip

    def judge(row: CheckIn, claim: Claim) -> None:
        judgement = who(checkpoint, claim)
        row.participant = judgement.participant
        row.result = Result.REFUSED if judgement.participant else judgement.result
        Event.objects.filter(pk=row.event_id, has_refusals=False).update(has_refusals=True)

    return record(row, claim, judge, OF_REFUSALS)


def _judge(row: CheckIn, claim: Claim) -> None:
    judgement = judge_entry(row.checkpoint, claim, _believable(row))
    row.result = judgement.result
    row.participant = judgement.participant
    row.earlier = judgement.earlier
    row.detail = judgement.detail or claim.asked or ""
    row.other_event = judgement.elsewhere
    _overrule(row, claim)


def _believable(row: CheckIn) -> datetime:
    """When it happened, for a checkpoint's hours: a tablet's word, as far as a queue may be old or its clock wrong."""
    is_believable = row.recorded_at - OLDEST_QUEUE <= row.happened_at <= row.recorded_at + WRONG_CLOCK
    return row.happened_at if is_believable else row.recorded_at


def _overrule(row: CheckIn, claim: Claim) -> None:
    """Let in against the verdict, for a lead's reason; who is in already stays in once."""
    if row.reason and row.result in OVERRULABLE:
        assert row.participant is not None
        row.overruled = row.result
        row.earlier = standing_admission(row.checkpoint, row.participant, claim)
        row.result = Result.ALREADY_IN if row.earlier else Result.ADMITTED
    else:
        row.reason = ""
