"""The log of the door, for organizers: every verdict ever."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ..access import EventRequest, at_event
from ..attendance.filters import LogFilters
from ..attendance.lines import Line
from ..attendance.log import log_page
from ..attendance.pages import LostPlace, Page
from ..models import CheckIn, Event, Role


@require_safe
@vary_on_headers("HX-Request")
@at_event(Role.ORGANIZER)
def log(request: EventRequest, event: Event) -> HttpResponse:
    """The verdicts and their filters; to htmx, the verdicts alone. What cannot be read lists none and says why."""
    filters = LogFilters(event, request.GET)
    page = _page(event, filters)
    context = {
        "event": event,
        "filters": filters,
        "page": page,
        "lines": [Line(row) for row in page.rows] if page else [],
        "about": filters.cleaned_data.get("participant"),
    }
    status = 200 if page or request.htmx else 400
    return render(request, "log.html#list" if request.htmx else "log.html", context, status=status)


def _page(event: Event, filters: LogFilters) -> Page[CheckIn] | None:
    if not filters.is_valid():
        return None
    try:
        return log_page(event, filters.wanted)
    except LostPlace:
        filters.lost_place()
        return None
