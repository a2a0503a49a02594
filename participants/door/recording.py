"""How a verdict is kept: once for each id, with the database picking the winner when several are at it."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from .. import happenings
from ..models import CheckIn, Checkpoint, Result, Source, Tablet
from .claims import Claim
from .judging import OVERRULABLE

LOOKS = 10


class IdReused(Exception):
    """This id already stands for a check-in of somebody else, or somewhere else."""


def new_row(
    claim: Claim,
    *,
    id: UUID,
    checkpoint: Checkpoint,
    person: User | None,
    source: Source,
    now: datetime,
    happened_at: datetime | None = None,
    tablet: Tablet | None = None,
    reason: str = "",
) -> CheckIn:
    """A row without its verdict, not saved."""
    return CheckIn(
        id=id,
        event_id=checkpoint.event_id,
        checkpoint=checkpoint,
        participant=claim.participant,
        code=claim.code[:64],
        happened_at=happened_at or now,
        recorded_at=now,
        gate=tablet.gate if tablet else "",
        tablet=tablet,
        person=person,
        source=source,
        reason=reason[:200],
    )


def record(
    row: CheckIn,
    claim: Claim,
    judge: Callable[[CheckIn, Claim], None],
    results: Collection[Result],
    tally: Callable[[CheckIn], None] | None = None,
    known: CheckIn | None = None,
) -> CheckIn:
    """Let `judge` complete the row and keep it; the same id again gives the row that was kept.

    `results` are those that this kind of asking may have: the id of an entry is none of an exit. `tally` hears of a
    new row once it is written. `known` is the row of this id, where the caller has found it already.

    It is committed when this returns, unless the caller is in a transaction. Raises IdReused.
    """
    overrules = bool(row.reason)
    if known:
        return _as_asked(known, row, claim, results, overrules)
    for _look in range(LOOKS):
        try:
            with transaction.atomic():
                judge(row, claim)
                row.save(force_insert=True)
                if tally:
                    tally(row)
                transaction.on_commit(partial(happenings.verdict_kept.send_robust, sender=None, row=row), robust=True)
                return row
        except IntegrityError:
            # Somebody else was first: with this id, or with this ticket, and then the next look sees who.
            if known := kept([row.pk]).get(row.pk):
                return _as_asked(known, row, claim, results, overrules)
            claim = replace(claim, standing=None)
    raise RuntimeError(f"{LOOKS} looks at the door were each overtaken.")


def kept(ids: Collection[UUID]) -> dict[UUID, CheckIn]:
    """The rows of these ids that there are, with all that their verdicts speak of."""
    rows = CheckIn.objects.select_related("checkpoint", "participant__batch", "earlier__person", "other_event")
    return rows.in_bulk(ids)


def _as_asked(known: CheckIn, row: CheckIn, claim: Claim, results: Collection[Result], overrules: bool) -> CheckIn:
    """The row that was kept, if it is about what is asked now."""
    asked = claim.participant.pk if claim.participant else None
    same = known.participant_id == asked if asked else known.code == row.code
    # A lead decides anew about a verdict that stopped somebody: that is another asking.
    anew = overrules and known.result in OVERRULABLE
    if known.checkpoint_id != row.checkpoint_id or not same or known.result not in results or anew:
        raise IdReused
    return known
