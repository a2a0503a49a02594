"""The board, for leads and organizers: the doors from anywhere, as they are now."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from .. import attendance
from ..access import EventRequest, at_event
from ..attendance import Board, WindowForm
from ..models import Event, Role
from ..verdicts import tone_of
from .passes import give_pass, pass_of
from .zoom import query_of, spans, steps


@require_safe
@vary_on_headers("HX-Request")
@at_event(Role.LEAD)
def board(request: EventRequest, event: Event) -> HttpResponse:
    """The page; to htmx, all of it that changes. `?seen=` is the mark of what is shown: nothing newer, no content."""
    return give_pass(request, _answer(request, attendance.board_of(event.pk)), event, "attendance")


@require_safe
@login_not_required
@never_cache
def live(request: EventRequest, slug: str) -> HttpResponse:
    """What the page asks for every two seconds: the same, to whom the board let in a short while ago."""
    if (shown := pass_of(request, "attendance", slug)) and request.htmx:
        taken = attendance.board_of(shown.event_key)
        if shown.opens(taken.event):
            request.role = shown.role
            with timezone.override(taken.event.timezone):
                return _answer(request, taken)
    return redirect(f"{reverse('attendance', args=[slug])}?{request.GET.urlencode()}")


def _answer(request: EventRequest, taken: Board) -> HttpResponse:
    seen = request.GET.get("seen")
    if request.htmx and seen and not taken.event.is_active:
        # Not by reloading, which would keep the place on the page, below where it is told.
        return HttpResponseClientRedirect(reverse("attendance", args=[taken.event.slug]))
    if request.htmx and seen == taken.mark:
        return HttpResponse(status=204)
    form = WindowForm(request.GET)
    status = 200 if form.is_valid() else 400
    template = "attendance.html#board" if request.htmx else "attendance.html"
    return render(request, template, _context(taken, form), status=status)


def _context(taken: Board, form: WindowForm) -> dict[str, Any]:
    asked = form.asked
    window = attendance.window_of(asked, taken.arrivals, timezone.now())
    return {
        "event": taken.event,
        "page": reverse("attendance", args=[taken.event.slug]),
        "query": query_of(asked),
        "board": taken,
        "counters": taken.counters,
        "chart": attendance.chart_of(taken.arrivals, window),
        "form": form,
        "spans": spans(asked),
        "steps": steps(asked, window),
        "latest": [{"check_in": row, "tone": tone_of(row)} for row in taken.latest],
    }
