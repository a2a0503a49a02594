"""The counters, which every door page asks for every two seconds: its heartbeat, and a tablet's news.

Who is signed in asks by a pass. A paired tablet needs none: its key brings its event and its checkpoint along, and so
it hears at once that it was moved, locked or ended.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from .. import counters as counting
from .. import tablets
from ..access import EventRequest, at_door, wants_json
from ..events import note_open_door
from ..models import Checkpoint, Event, Role, Tablet
from ..tablets.forms import ContactForm
from .door import checkpoint_here
from .numbers import have_people_moved, have_tickets_changed, numbers_context
from .passes import give_pass, pass_of
from .rows import presence


@require_safe
@at_door(Role.DOOR, locked_too=True)
def counters(request: EventRequest, event: Event) -> HttpResponse:
    """The numbers now. `?seen=` is what the page shows: nothing else, no content; old rows, it hears so."""
    if request.tablet:
        tablets.note_contact(request.tablet, lambda: ContactForm(request.GET).contact, now=timezone.now())
        if _has_turned(request, request.tablet):
            return HttpResponseClientRedirect(event.get_absolute_url())
    if wants_json(request):
        note_open_door(event)
        return JsonResponse(counting.count(event, checkpoint_here(request, event)).as_json())
    response = _answer(request, event)
    return response if request.tablet else give_pass(request, response, event, "counters")


@require_safe
@login_not_required
@never_cache
def live(request: EventRequest, slug: str) -> HttpResponse:
    """What the page of somebody signed in asks for: the same, to whom the counters were shown a short while ago."""
    if (shown := pass_of(request, "counters", slug)) and request.htmx:
        event = Event.objects.get(pk=shown.event_key)
        if shown.opens(event):
            request.is_locked = False
            with timezone.override(event.timezone):
                return _answer(request, event)
    return redirect(f"{reverse('counters', args=[slug])}?{request.GET.urlencode()}")


def _answer(request: EventRequest, event: Event) -> HttpResponse:
    if request.htmx and not event.is_active:
        return HttpResponseClientRedirect(event.get_absolute_url())
    note_open_door(event)
    numbers = numbers_context(event, checkpoint_here(request, event))
    before, now = request.GET.get("seen", ""), numbers["seen"]
    if before == now:
        return HttpResponse(status=204)
    response = HttpResponse(_shared(request, numbers))
    is_news = have_tickets_changed(before, now) or (
        have_people_moved(before, now) and _has_row_changed(request, event, numbers["checkpoint"])
    )
    return trigger_client_event(response, "people-moved") if before and is_news else response


def _has_row_changed(request: EventRequest, event: Event, checkpoint: Checkpoint) -> bool:
    """Whether a row that the page shows would say something else now.

    A page that does not say what its rows show, such as one of the version before, is told of everybody.
    """
    shown = request.GET.get("presence")
    return shown is None or shown != presence(request, event, checkpoint)


# The last counters of each checkpoint as they look in each language, at a tablet and elsewhere.
_last: dict[tuple[object, ...], tuple[str, str]] = {}


def _shared(request: EventRequest, numbers: dict[str, Any]) -> str:
    """The counters as every page shows them that asks before they change: rendered once in this process."""
    place = (numbers["checkpoint"].pk, get_language(), bool(request.tablet), request.is_locked, bool(request.htmx))
    seen, shown = _last.get(place, ("", ""))
    if seen != numbers["seen"]:
        shown = render_to_string("door.html#counters", numbers, request)
        _last[place] = (numbers["seen"], shown)
    return shown


def _has_turned(request: EventRequest, tablet: Tablet) -> bool:
    """Whether a tablet shows another page than it should: it locked itself, or was moved to another checkpoint."""
    is_moved = request.GET.get("checkpoint", str(tablet.checkpoint_id)) != str(tablet.checkpoint_id)
    return is_moved or (request.is_locked and request.GET.get("page") != "locked")
