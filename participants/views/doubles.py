"""Tickets that were let in twice, for organizers: what happened, and a decision on each with one tap."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import door
from ..access import EventRequest, at_event
from ..attendance.doubles import Double, double_of, open_doubles
from ..attendance.doubles import doubles as doubles_of
from ..models import Event, Role, Settling
from .problems import problem


class SettleForm(forms.Form):
    """`how`, and the decision `instead_of` which it comes, as the page showed it."""

    how = forms.TypedChoiceField(choices=Settling.choices, coerce=Settling)
    instead_of = forms.ChoiceField(choices=Settling.choices, required=False)


@require_safe
@at_event(Role.ORGANIZER)
def doubles(request: EventRequest, event: Event) -> HttpResponse:
    """Those that wait for a decision, and the latest that were decided."""
    context = {
        "event": event,
        "count": open_doubles(event),
        "waiting": doubles_of(event),
        "decided": doubles_of(event, settled=True),
        "choices": Settling,
    }
    return render(request, "doubles.html", context)


@require_POST
@at_event(Role.ORGANIZER)
def settle(request: EventRequest, event: Event, id: UUID) -> HttpResponse:
    """Decide. Who comes second is shown who decided, and how; the decision stays."""
    double, asked = double_of(event, id), SettleForm(request.POST)
    if double is None:
        raise Http404
    if not asked.is_valid():
        message = _("Choose one of the decisions on the page.")
        return problem(request, code="bad_request", status=400, message=message)
    how = asked.cleaned_data["how"]
    row = door.settle(
        double.row, how, person=request.user, now=timezone.now(), instead_of=asked.cleaned_data["instead_of"]
    )
    if not request.htmx:
        return redirect(f"{reverse('doubles', args=[event.slug])}#double-{row.pk}")
    context = {
        "event": event,
        "double": Double(row),
        "choices": Settling,
        "is_second": row.settled_how != how,
        "count": open_doubles(event),
        "is_asked_again": True,
    }
    return render(request, "doubles.html#settled", context)
