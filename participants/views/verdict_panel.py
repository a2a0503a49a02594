"""The verdict and the last results beside it: the same panel on the page and in every answer of the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from .. import door, orders
from ..access import EventRequest
from ..by_hand import Columns, objects
from ..models import CheckIn, Event, Note, Participant, Result, Role
from ..notes import notes_on
from ..orders import Mate, OrderSize
from ..verdicts import Tone, refusals_of, tone_of, verdict_of, word_of

SHOWN_OF_AN_ORDER = 8
RESULTS = (
    Columns(
        "c",
        CheckIn,
        "id",
        "participant",
        "result",
        "code",
        "recorded_at",
        "person",
        "tablet",
        "closed_at",
        "closed_how",
    ),
    Columns("p", Participant, "id", "name"),
)
LAST_RESULTS = (
    f"SELECT {', '.join(map(str, RESULTS))} FROM {CheckIn._meta.db_table} c"  # noqa: S608
    f" LEFT JOIN {Participant._meta.db_table} p ON p.id = c.participant_id"
    " WHERE c.event_id = %s AND {mine} ORDER BY c.recorded_at DESC LIMIT 4"
)


@dataclass(frozen=True, slots=True)
class RecentResult:
    check_in: CheckIn
    tone: Tone
    word: str
    seconds_to_undo: int


def verdict_panel(
    request: EventRequest, event: Event, row: CheckIn | None, order: OrderSize | None = None
) -> dict[str, Any]:
    """Context of templates/verdict.html: the verdict of `row`, and the last results beside it.

    `order` is the size of the participant's, where the caller has asked for it already.
    """
    now = timezone.now()
    panel: dict[str, Any] = {"recent": _recent(request, event, now)}
    if row is None:
        return panel
    return panel | {
        "verdict": verdict_of(row, order),
        "seconds_to_undo": _seconds_to_undo(request, row, now),
        "mates": _mates(row, order),
        "verdict_notes": _notes(event, row),
        "verdict_refusal": _refusal(event, row),
        "can_overrule": door.can_be_overruled(row) and request.role.rank >= Role.LEAD.rank,
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


def _notes(event: Event, row: CheckIn) -> Sequence[Note]:
    if row.participant is None:
        return ()
    return notes_on(event, [row.participant]).get(row.participant.pk, ())


def _refusal(event: Event, row: CheckIn) -> str:
    """That they were refused before this verdict, if it is not about that itself."""
    if row.participant is None or row.result == Result.REFUSED:
        return ""
    return refusals_of(event, [row.participant], before=row.recorded_at).get(row.participant.pk, "")


def _mates(row: CheckIn, order: OrderSize | None) -> Sequence[Mate]:
    """The others of the order who are still outside, after somebody of it came in."""
    is_in = tone_of(row) in (Tone.IN, Tone.AGAIN)
    if row.participant is None or not is_in or (order and not order.outside):
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
    its = CheckIn.objects.select_related("checkpoint", "participant__batch", "earlier__person", "other_event")
    return its.filter(event=event, pk=id).first()


def _recent(request: EventRequest, event: Event, now: datetime) -> Sequence[RecentResult]:
    """The last results of this tablet, or of this person where no tablet is paired."""
    mine = "c.tablet_id = %s" if request.tablet else "c.person_id = %s AND c.tablet_id IS NULL"
    whose = request.tablet or request.person
    assert whose is not None
    results = []
    for row, participant in objects(LAST_RESULTS.format(mine=mine), [event.pk, whose.pk], *RESULTS):
        row.participant = participant
        results.append(RecentResult(row, tone_of(row), word_of(row), _seconds_to_undo(request, row, now)))
    return results


def _seconds_to_undo(request: EventRequest, row: CheckIn, now: datetime) -> int:
    if not door.can_undo(row, person=request.person, tablet=request.tablet, now=now):
        return 0
    return int((row.recorded_at + door.UNDO_WITHIN - now).total_seconds())
