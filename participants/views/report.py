"""The report of an event, for organizers: one page for the screen, the paper and a PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import attendance
from ..access import EventRequest, at_event
from ..attendance import Span
from ..models import Event, Role
from ..report import picture_of, report_of


@require_safe
@at_event(Role.ORGANIZER)
def report(request: EventRequest, event: Event) -> HttpResponse:
    report = report_of(event)
    window = attendance.window_of({"span": Span.ALL}, report.board.arrivals, timezone.now())
    picture = picture_of(attendance.chart_of(report.board.arrivals, window))
    return render(request, "report.html", {"event": event, "report": report, "board": report.board, "picture": picture})
