"""Checkpoints, for organizers: where people enter, who is admitted there, when, and how many came."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from .. import counters
from ..access import EventRequest, at_event
from ..checkpoints import CheckpointForm, keep_checkpoint
from ..editing import Outcome
from ..models import Checkpoint, Event, Role


@require_safe
@at_event(Role.LEAD)
def checkpoints(request: EventRequest, event: Event) -> HttpResponse:
    """All of them, with their own counters. Leads may look and check everyone out; organizers may change them."""
    context = {
        "event": event,
        "checkpoints": counters.count_each(event),
        "may_change": event.is_active and request.role == Role.ORGANIZER,
    }
    return render(request, "checkpoints.html", context)


@require_http_methods(["GET", "POST"])
@at_event(Role.ORGANIZER)
def change(request: EventRequest, event: Event, pk: int | None = None) -> HttpResponse:
    """A form for one checkpoint, or for a new one."""
    checkpoint = get_object_or_404(event.checkpoints, pk=pk) if pk is not None else Checkpoint(event=event)
    if request.method == "GET":
        return _form(request, checkpoint, CheckpointForm(instance=checkpoint), 200)
    form, outcome = keep_checkpoint(checkpoint, request.POST)
    if outcome == Outcome.SAVED:
        return redirect("checkpoints", slug=event.slug)
    return _form(request, checkpoint, form, 409 if outcome == Outcome.OVERTAKEN else 400)


def _form(request: EventRequest, checkpoint: Checkpoint, form: CheckpointForm, status: int) -> HttpResponse:
    context = {"event": checkpoint.event, "form": form, "checkpoint": checkpoint}
    return render(request, "checkpoint.html", context, status=status)
