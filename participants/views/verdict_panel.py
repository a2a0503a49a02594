"""The verdict and the last results beside it: the same panel on the page and in every answer of the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from .. import door
from ..access import EventRequest
from ..models import CheckIn, Event, Role
from ..verdicts import Tone, tone_of, verdict_of, word_of

RECENT = 4


@dataclass(frozen=True, slots=True)
class RecentResult:
    check_in: CheckIn
    tone: Tone
    word: str
    seconds_to_undo: int


def verdict_panel(request: EventRequest, event: Event, row: CheckIn | None) -> dict[str, Any]:
    """Context of templates/verdict.html: the verdict of `row`, and this person's last results at the event."""
    now = timezone.now()
    return {
        "verdict": verdict_of(row) if row else None,
        "seconds_to_undo": _seconds_to_undo(row, request.user, now) if row else 0,
        "can_overrule": row is not None and door.can_be_overruled(row) and request.role.rank >= Role.LEAD.rank,
        "recent": _recent(event, request.user, now),
    }


def asked_verdict(request: EventRequest, event: Event) -> CheckIn | None:
    """The check-in that `?verdict=` names: how a page without JavaScript shows what its form did."""
    try:
        id = UUID(request.GET.get("verdict", ""))
    except ValueError:
        return None
    return _rows(event).filter(pk=id).first()


def _recent(event: Event, person: User, now: datetime) -> Sequence[RecentResult]:
    rows = _rows(event).filter(person=person).order_by("-recorded_at")[:RECENT]
    return [RecentResult(row, tone_of(row), word_of(row), _seconds_to_undo(row, person, now)) for row in rows]


def _rows(event: Event) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(event=event).select_related(
        "checkpoint", "participant__batch", "earlier__person", "person"
    )


def _seconds_to_undo(row: CheckIn, person: User, now: datetime) -> int:
    if not door.can_undo(row, person=person, now=now):
        return 0
    return int((row.recorded_at + door.UNDO_WITHIN - now).total_seconds())
