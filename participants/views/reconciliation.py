"""Reconciliation with Kiwify, for organizers: both sides' totals, and the people behind each difference."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..access import EventRequest, at_event
from ..attendance.reconciliation import reconcile
from ..models import Event, Role


@require_safe
@at_event(Role.ORGANIZER)
def reconciliation(request: EventRequest, event: Event) -> HttpResponse:
    """As of the last read of everybody."""
    return render(request, "reconciliation.html", {"event": event, "found": reconcile(event)})
