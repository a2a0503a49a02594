"""Checkpoints, for organizers: where people enter, who is admitted there, when, and how many came."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from .. import counters
from ..access import EventRequest, at_event
from ..checkpoints import CheckpointForm
from ..models import Checkpoint, Event, Role


@require_GET
@at_event(Role.LEAD)
def checkpoints(request: EventRequest, event: Event) -> HttpResponse:
    """All of them, with their own counters. Leads may look and check everyone out; organizers may change them."""
    all_of_them = event.checkpoints.prefetch_related("batches")
    context = {
        "event": event,
        "checkpoints": [(one, counters.count(event, one)) for one in all_of_them],
        "may_change": request.role == Role.ORGANIZER,
    }
    return render(request, "checkpoints.html", context)


@require_http_methods(["GET", "POST"])
@at_event(Role.ORGANIZER)
def change(request: EventRequest, event: Event, pk: int | None = None) -> HttpResponse:
    """A form for one checkpoint, or for a new one."""
    checkpoint = get_object_or_404(event.checkpoints, pk=pk) if pk else Checkpoint(event=event)
    form = CheckpointForm(request.POST or None, instance=checkpoint)
    if request.method == "POST" and form.is_valid() and form.save_or_say():
        return redirect("checkpoints", slug=event.slug)
    status = 400 if request.method == "POST" else 200
    return render(request, "checkpoint.html", {"event": event, "form": form, "checkpoint": checkpoint}, status=status)
