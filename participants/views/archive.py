"""Archiving an event and bringing it back: what goes and what stays is said before anybody confirms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import archiving, schedule
from ..access import EventRequest, archived_events_of, at_event, open_when_archived
from ..models import Event, Role
from .problems import problem


@require_http_methods(["GET", "POST"])
@at_event(Role.ORGANIZER)
@open_when_archived
def archive(request: EventRequest, event: Event) -> HttpResponse:
    """What archiving does, or when and by whom it was done; a POST does it."""
    if request.method == "GET":
        return render(request, "archive.html", _context(event))
    try:
        archiving.archive(event, person=request.user, now=timezone.now())
    except archiving.UnderWay:
        return problem(request, code="under_way", status=409)
    messages.success(request, _("The event is archived."))
    return redirect("archive", slug=event.slug)


@require_POST
@at_event(Role.ORGANIZER)
@open_when_archived
def bring_back(request: EventRequest, event: Event) -> HttpResponse:
    try:
        archiving.bring_back(event)
    except archiving.Forgotten:
        return problem(request, code="forgotten", status=409)
    messages.success(request, _("The event is active again. Its tickets are read from Kiwify now."))
    return redirect("set-up", slug=event.slug)


@require_safe
@never_cache
def archived(request: HttpRequest) -> HttpResponse:
    """The archived events that somebody may still look at, the latest first."""
    return render(request, "archived.html", {"events": archived_events_of(request.user)})


def _context(event: Event) -> dict[str, Any]:
    now = timezone.now()
    return {
        "event": event,
        "is_its_time": schedule.is_its_time(event, now),
        "is_to_come": event.starts_at is not None and now < event.starts_at,
        "door_is_open": schedule.door_is_open(event, now),
        "tablets": event.tablets.paired().count(),
    }
