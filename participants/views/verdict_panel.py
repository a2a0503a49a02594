"""The verdict and the last results beside it: the same panel on the page and in every answer of the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from .. import door, orders
from ..access import EventRequest
from ..models import CheckIn, Event, Note, Result, Role
from ..notes import notes_on
from ..orders import Mate
from ..verdicts import Tone, refusals_of, tone_of, verdict_of, word_of

RECENT = 4
SHOWN_OF_AN_ORDER = 8


@dataclass(frozen=True, slots=True)
class RecentResult:
    check_in: CheckIn
    tone: Tone
    word: str
    seconds_to_undo: int


def verdict_panel(request: EventRequest, event: Event, row: CheckIn | None) -> dict[str, Any]:
    """Context of templates/verdict.html: the verdict of `row`, and the last results beside it."""
    now = timezone.now()
    return {
        "verdict": verdict_of(row) if row else None,
        "seconds_to_undo": _seconds_to_undo(request, row, now) if row else 0,
        "mates": _mates(row),
        "verdict_notes": _notes(event, row),
        "verdict_refusal": _refusal(event, row),
        "can_overrule": row is not None and door.can_be_overruled(row) and request.role.rank >= Role.LEAD.rank,
        "recent": _recent(request, event, now),
    }


def order_panel(request: EventRequest, event: Event, rows: Sequence[CheckIn]) -> dict[str, Any]:
    """Context of templates/verdict.html for an order: a verdict each, those who were not let in first."""
    verdicts = sorted(map(verdict_of, rows), key=lambda one: one.tone == Tone.IN)
    return {
        "verdicts": verdicts[:SHOWN_OF_AN_ORDER],
        "hidden": max(0, len(verdicts) - SHOWN_OF_AN_ORDER),
        "admitted": sum(one.tone == Tone.IN for one in verdicts),
        "stopped": sum(one.tone == Tone.STOP for one in verdicts),
        "recent": _recent(request, event, timezone.now()),
    }


def _notes(event: Event, row: CheckIn | None) -> Sequence[Note]:
    if row is None or row.participant is None:
        return ()
    return notes_on(event, [row.participant]).get(row.participant.pk, ())


def _refusal(event: Event, row: CheckIn | None) -> str:
    """That they were refused before this verdict, if it is not about that itself."""
    if row is None or row.participant is None or row.result == Result.REFUSED:
        return ""
    return refusals_of(event, [row.participant], before=row.recorded_at).get(row.participant.pk, "")


def _mates(row: CheckIn | None) -> Sequence[Mate]:
    """The others of the order who are still outside, after somebody of it came in."""
    if row is None or row.participant is None or tone_of(row) not in (Tone.IN, Tone.AGAIN):
        return ()
    return [
        mate
        for mate in orders.mates(row.checkpoint, row.participant.order_id)
        if mate.can_enter and mate.participant != row.participant
    ]


def asked_verdict(request: EventRequest, event: Event) -> CheckIn | None:
    """The check-in that `?verdict=` names: how a page without JavaScript shows what its form did."""
    try:
        id = UUID(request.GET.get("verdict", ""))
    except ValueError:
        return None
    return _rows(event).filter(pk=id).first()


def _recent(request: EventRequest, event: Event, now: datetime) -> Sequence[RecentResult]:
    """The last results of this tablet, or of this person where no tablet is paired."""
    mine = {"tablet": request.tablet} if request.tablet else {"person": request.person, "tablet": None}
    rows = _rows(event).filter(**mine).order_by("-recorded_at")[:RECENT]
    return [RecentResult(row, tone_of(row), word_of(row), _seconds_to_undo(request, row, now)) for row in rows]


def _rows(event: Event) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(event=event).select_related(
        "checkpoint", "participant__batch", "earlier__person", "person", "other_event"
    )


def _seconds_to_undo(request: EventRequest, row: CheckIn, now: datetime) -> int:
    if not door.can_undo(row, person=request.person, tablet=request.tablet, now=now):
        return 0
    return int((row.recorded_at + door.UNDO_WITHIN - now).total_seconds())
