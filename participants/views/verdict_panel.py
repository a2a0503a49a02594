"""The verdict and the last results beside it: the same panel on the page and in every answer of the door."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from .. import door, orders
from ..access import EventRequest
from ..models import CheckIn, Event, Note, Result, Role
from ..notes import notes_on
from ..orders import Mate, OrderSize
from ..verdicts import Tone, refusals_of, tone_of, verdict_of
from .recent import Recent

SHOWN_OF_AN_ORDER = 8


def verdict_panel(
    request: EventRequest, event: Event, row: CheckIn | None, order: OrderSize | None = None
) -> dict[str, Any]:
    """Context of templates/verdict.html: the verdict of `row`, and the last results beside it.

    `order` is the size of the participant's, where the caller has asked for it already.
    """
    recent = Recent(request, event, timezone.now())
    panel: dict[str, Any] = {"recent": recent.results()}
    if row is None:
        return panel
    return panel | {
        "verdict": verdict_of(row, order),
        "undo": recent.undo(row),
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
        "recent": Recent(request, event, timezone.now()).results(),
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
    row = door.kept([id]).get(id)
    return row if row and row.event_id == event.pk else None
