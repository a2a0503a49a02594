from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import trigger_client_event

from .. import counters as counting
from .. import freshness, search
from ..access import EventRequest, at_event, wants_json
from ..events import note_open_door
from ..forms import checkpoint_of
from ..models import Checkpoint, Event, Role
from .last_door import remember_door
from .rows import rows_context
from .verdict_panel import asked_verdict, verdict_panel


@require_GET
@vary_on_headers("HX-Request")
@at_event(Role.DOOR)
def door(request: EventRequest, event: Event) -> HttpResponse:
    """The door page; to htmx, the results of `?q=` alone."""
    note_open_door(event)
    checkpoint = _checkpoint(request, event)
    query = request.GET.get("q", "")
    context: dict[str, Any] = {
        "event": event,
        "checkpoint": checkpoint,
        "query": query,
        "findings": search.find(event, checkpoint, query, shown=_shown(request)),
    }
    context |= rows_context(request, event, checkpoint, context["findings"].hits)
    if request.htmx:
        return render(request, "door.html#results", context)
    context["counters"] = counting.count(event, checkpoint)
    context["stale"] = freshness.reason(event)
    context["checkpoints"] = event.checkpoints.all()
    context |= verdict_panel(request, event, asked_verdict(request, event))
    page = render(request, "door.html", context)
    remember_door(request, page, event, checkpoint, context["way"])
    return page


@require_GET
@at_event(Role.DOOR)
def counters(request: EventRequest, event: Event) -> HttpResponse:
    """The numbers now. `?seen=` is what the tablet shows: where people moved since, it hears `people-moved`."""
    note_open_door(event)
    checkpoint = _checkpoint(request, event)
    numbers = counting.count(event, checkpoint)
    if wants_json(request):
        return JsonResponse(numbers.as_json())
    context = {"event": event, "checkpoint": checkpoint, "counters": numbers, "stale": freshness.reason(event)}
    response = render(request, "door.html#counters", context)
    if request.GET.get("seen", numbers.mark) != numbers.mark:
        trigger_client_event(response, "people-moved")
    return response


def _shown(request: EventRequest) -> list[int]:
    """The rows a tablet shows already, where it asks only to see them as they are now."""
    return [int(one) for one in request.GET.getlist("shown")[: search.SHOWN] if one.isascii() and one.isdigit()]


def _checkpoint(request: EventRequest, event: Event) -> Checkpoint:
    if checkpoint := checkpoint_of(event, request.GET.get("checkpoint")):
        return checkpoint
    raise Http404
