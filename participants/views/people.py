"""The participants, for organizers: all of them as a list, and each with their whole story."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from ..access import EventRequest, at_event
from ..access_log import record_access
from ..attendance.filters import PeopleFilters
from ..attendance.pages import LostPlace, Page
from ..attendance.people import Listed, order_mates, people_page
from ..attendance.story import story
from ..exports.columns import cpf_in_words, phone_in_words
from ..models import Event, Role, Seen
from ..notes import notes_on


@require_GET
@vary_on_headers("HX-Request")
@at_event(Role.ORGANIZER)
def people(request: EventRequest, event: Event) -> HttpResponse:
    """The list and its filters; to htmx, the list alone. What cannot be read lists nobody and says why."""
    filters = PeopleFilters(event, request.GET)
    page = _page(event, filters)
    template = "people.html#list" if request.htmx else "people.html"
    # htmx shows only what went well.
    status = 200 if page or request.htmx else 400
    return render(request, template, {"event": event, "filters": filters, "page": page}, status=status)


@require_GET
@at_event(Role.ORGANIZER)
def person(request: EventRequest, event: Event, pk: int) -> HttpResponse:
    """One participant with nothing masked, which the access log remembers."""
    participant = get_object_or_404(event.participants.select_related("batch", "event"), pk=pk)
    record_access(
        event, Seen.PARTICIPANT, person=request.user, people=1, now=timezone.now(), details=participant.kiwify_id
    )
    context = {
        "event": event,
        "participant": participant,
        "cpf": cpf_in_words(participant.cpf),
        "phone": phone_in_words(participant.phone),
        "notes": notes_on(event, [participant]).get(participant.pk, []),
        "mates": order_mates(participant),
        "story": story(participant),
    }
    return render(request, "person.html", context)


def _page(event: Event, filters: PeopleFilters) -> Page[Listed] | None:
    if not filters.is_valid():
        return None
    try:
        return people_page(event, filters.wanted)
    except LostPlace:
        filters.lost_place()
        return None
