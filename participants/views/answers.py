"""The door's answers to what staff did: the verdict and the row to htmx, JSON to programs, a page to the rest."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from .. import search
from ..access import EventRequest, wants_json
from ..models import CheckIn, Checkpoint, Event, Participant, Result
from ..verdicts import verdict_of
from .rows import rows_context
from .verdict_panel import order_panel, verdict_panel


def answer(request: EventRequest, event: Event, row: CheckIn) -> HttpResponse:
    """The answer to one verdict."""
    if wants_json(request):
        return JsonResponse(verdict_of(row).as_json())
    if not request.htmx:
        return redirect(_the_door(request, event, row.checkpoint, verdict=str(row.pk)))
    context = _context(request, event, row.checkpoint) | _row_and_panel(request, event, row)
    return trigger_client_event(render(request, "verdict.html#answer", context), "check-in-changed")


def answer_many(request: EventRequest, event: Event, checkpoint: Checkpoint, rows: Sequence[CheckIn]) -> HttpResponse:
    """The answer to an order: one verdict each, in one panel; the rows on the screen are asked for again."""
    if wants_json(request):
        return JsonResponse({"results": [verdict_of(row).as_json() for row in rows]})
    if not request.htmx:
        return redirect(_the_door(request, event, checkpoint))
    context = _context(request, event, checkpoint) | order_panel(request, event, rows)
    return _moved(render(request, "verdict.html#order-answer", context))


def answer_done(request: EventRequest, event: Event, checkpoint: Checkpoint) -> HttpResponse:
    """The answer to what has no verdict, such as a note: the rows on the screen are asked for again."""
    if wants_json(request):
        return JsonResponse({"done": True})
    if not request.htmx:
        return redirect(_the_door(request, event, checkpoint))
    return _moved(HttpResponse(status=204))


def answer_test(request: EventRequest, event: Event, checkpoint: Checkpoint, id: UUID) -> HttpResponse:
    """The answer to the test code: it was read, and nothing else happened."""
    if wants_json(request):
        return JsonResponse(test_as_json(id))
    if not request.htmx:
        return redirect(_the_door(request, event, checkpoint))
    return render(request, "verdict.html#test-answer")


def test_as_json(id: UUID) -> dict[str, object]:
    return {"id": str(id), "result": "test", "message": _("The test code was read. Nobody was counted.")}


def _row_and_panel(request: EventRequest, event: Event, row: CheckIn) -> dict[str, Any]:
    """The verdict, and whom it is about as they are now: what the row has read, the panel does not ask again."""
    if row.participant is None:
        return verdict_panel(request, event, row)
    hit = _hit(row, row.participant, request.POST.get("q", ""))
    row.participant = hit.participant
    return rows_context(request, event, row.checkpoint, [hit]) | verdict_panel(request, event, row, hit.order)


def _hit(row: CheckIn, participant: Participant, query: str) -> search.Hit:
    """Whom the verdict is about: inside by this row, or by the earlier one that it found standing; else as they are."""
    asked = search.parse(query)
    admission = row.earlier if row.result == Result.ALREADY_IN else row
    if admission and admission.is_open:
        return search.hit_of(row.checkpoint, participant, admission, asked)
    return search.hits_for(row.checkpoint, [participant.pk], asked)[0]


def _moved(response: HttpResponse) -> HttpResponse:
    for name in ("check-in-changed", "people-moved"):
        trigger_client_event(response, name)
    return response


def _context(request: EventRequest, event: Event, checkpoint: Checkpoint) -> dict[str, Any]:
    return {"event": event, "checkpoint": checkpoint, "query": request.POST.get("q", "")}


def _the_door(request: EventRequest, event: Event, checkpoint: Checkpoint, **more: str) -> str:
    where = {"q": request.POST.get("q", ""), "checkpoint": str(checkpoint.pk), "way": request.POST.get("way", "in")}
    return f"{reverse('door', args=[event.slug])}?{urlencode(where | more)}"
