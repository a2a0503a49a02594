"""The counters, which every door page asks for every two seconds: its heartbeat, and a tablet's news."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from .. import counters as counting
from .. import freshness, tablets
from ..access import EventRequest, at_door, wants_json
from ..events import note_open_door
from ..models import Event, Role, Tablet
from ..tablets.forms import ContactForm
from .door import checkpoint_here


@require_GET
@at_door(Role.DOOR, locked_too=True)
def counters(request: EventRequest, event: Event) -> HttpResponse:
    """The numbers now. `?seen=` is what the tablet shows: where people moved since, it hears `people-moved`."""
    note_open_door(event)
    if request.tablet:
        tablets.note_contact(request.tablet, ContactForm(request.GET).contact, now=timezone.now())
        if _has_turned(request, request.tablet):
            return HttpResponseClientRedirect(event.get_absolute_url())
    checkpoint = checkpoint_here(request, event)
    numbers = counting.count(event, checkpoint)
    if wants_json(request):
        return JsonResponse(numbers.as_json())
    context = {"event": event, "checkpoint": checkpoint, "counters": numbers, "stale": freshness.reason(event)}
    response = render(request, "door.html#counters", context)
    if request.GET.get("seen", numbers.mark) != numbers.mark:
        trigger_client_event(response, "people-moved")
    return response


def _has_turned(request: EventRequest, tablet: Tablet) -> bool:
    """Whether a tablet shows another page than it should: it locked itself, or was moved to another checkpoint."""
    is_moved = request.GET.get("checkpoint", str(tablet.checkpoint_id)) != str(tablet.checkpoint_id)
    return is_moved or (request.is_locked and request.GET.get("page") != "locked")
