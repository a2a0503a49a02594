"""The page of reads, for organizers: how fresh our copy is, what each read did, and what waits for a decision."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from .. import schedule
from ..access import EventRequest, at_event
from ..kiwify_wording import outcome_of, sentence_for
from ..models import Event, Reading, Role, SyncRun
from ..sync import HeldChanged, accept_held, mark_of
from .problems import problem

SHOWN = 30


@require_safe
@vary_on_headers("HX-Request")
@at_event(Role.ORGANIZER)
def reads(request: EventRequest, event: Event) -> HttpResponse:
    """The page; to htmx, all of it that changes."""
    return _answer(request, event)


@require_POST
@at_event(Role.ORGANIZER)
def read_now(request: EventRequest, event: Event) -> HttpResponse:
    """Ask the follower for a full read. It begins within a second or two; the page shows how far it has come."""
    schedule.ask_for_a_read(event)
    return _answer(request, event) if request.htmx else redirect("reads", slug=event.slug)


@require_POST
@at_event(Role.ORGANIZER)
def accept(request: EventRequest, event: Event) -> HttpResponse:
    """Believe that the tickets a held read lacks are gone: those that the page showed."""
    try:
        accept_held(event, now=timezone.now(), shown=request.POST.get("tickets", ""))
    except HeldChanged:
        message = _("This has changed since the page was loaded. Look at it again.")
        return problem(request, code="changed", status=409, message=message)
    return _answer(request, event) if request.htmx else redirect("reads", slug=event.slug)


def _answer(request: EventRequest, event: Event) -> HttpResponse:
    reading = Reading.objects.filter(event=event).first()
    running = event.reads.filter(status=SyncRun.Status.RUNNING).first()
    waits = bool(reading and reading.asked_at)
    context: dict[str, Any] = {
        "event": event,
        "reading": reading,
        "held": len(reading.held) if reading else 0,
        "held_mark": mark_of(reading.held) if reading else "",
        "is_followed": schedule.is_followed(reading),
        "running": running,
        "waits": waits and not running,
        "advice": sentence_for(event.trouble) if event.trouble else "",
        "runs": [(run, outcome_of(run)) for run in event.reads.all()[:SHOWN]],
        "poll": 1 if running or waits else 5,
    }
    return render(request, "reads.html#reads" if request.htmx else "reads.html", context)
