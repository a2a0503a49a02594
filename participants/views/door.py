from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from .. import search, tablets
from ..access import EventRequest, at_door
from ..events import note_open_door
from ..forms import checkpoint_of
from ..models import Checkpoint, Event, Role
from .last_door import remember_door
from .numbers import numbers_context
from .page_version import page_version
from .rows import rows_context, rows_shown
from .tablet import locked
from .verdict_panel import asked_verdict, verdict_panel


@require_safe
@vary_on_headers("HX-Request")
@at_door(Role.DOOR, locked_too=True)
def door(request: EventRequest, event: Event) -> HttpResponse:
    """The door page; to htmx, the results of `?q=` alone."""
    if not event.is_active:
        there = reverse("archive", args=[event.slug])
        return HttpResponseClientRedirect(there) if request.htmx else redirect(there)
    note_open_door(event)
    if request.tablet and request.is_locked:
        return HttpResponseClientRedirect(event.get_absolute_url()) if request.htmx else locked(request, request.tablet)
    checkpoint = checkpoint_here(request, event)
    query = request.GET.get("q", "")
    if request.tablet and query:
        tablets.note_work(request.tablet, timezone.now())
    context: dict[str, Any] = {
        "event": event,
        "checkpoint": checkpoint,
        "query": query,
        "findings": search.find(event, checkpoint, query, shown=rows_shown(request)),
    }
    context |= rows_context(request, event, checkpoint, context["findings"].hits)
    if request.htmx:
        # Nothing in it is about who asks, and what every page is given costs as much as the rest of it.
        return HttpResponse(render_to_string("door.html#results", context))
    context |= numbers_context(event, checkpoint)
    context["checkpoints"] = () if request.tablet else event.checkpoints.all()
    context["version"] = page_version()
    context |= verdict_panel(request, event, asked_verdict(request, event))
    page = render(request, "door.html", context)
    remember_door(request, page, event, checkpoint, context["way"])
    return page


def checkpoint_here(request: EventRequest, event: Event) -> Checkpoint:
    """Where this door checks in: a tablet's own place, or what somebody chose."""
    wanted = request.tablet.checkpoint_id if request.tablet else request.GET.get("checkpoint")
    if checkpoint := checkpoint_of(event, wanted):
        return checkpoint
    raise Http404
