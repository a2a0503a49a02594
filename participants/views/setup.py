"""An event's own page for its organizers: what is still to be done before its door opens, and what may be set."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..access import EventRequest, at_event
from ..editing import Outcome
from ..models import Event, Role
from ..set_up.checklist import checklist_of
from ..set_up.connecting import accounts_of
from ..set_up.details import SetUpForm, set_up

STATUS = {Outcome.WRONG: 400, Outcome.OVERTAKEN: 409}


@require_http_methods(["GET", "POST"])
@at_event(Role.ORGANIZER)
def setup(request: EventRequest, event: Event) -> HttpResponse:
    """The checklist and the form; a form that somebody else was faster with says what they changed."""
    if not event.is_active:
        return redirect("archive", slug=event.slug)
    if request.method == "GET":
        return _page(request, event, SetUpForm(instance=event), 200)
    form, outcome = set_up(event, request.POST)
    if outcome == Outcome.SAVED:
        messages.success(request, _("Saved."))
        return redirect("set-up", slug=event.slug)
    return _page(request, Event.objects.get(pk=event.pk), form, STATUS[outcome])


@require_safe
@at_event(Role.ORGANIZER)
def checklist(request: EventRequest, event: Event) -> HttpResponse:
    """The checklist alone, as it stands now."""
    return render(request, "set_up.html#checklist", _checklist(event))


def _page(request: EventRequest, event: Event, form: SetUpForm, status: int) -> HttpResponse:
    context = _checklist(event) | {
        "form": form,
        "webhook": request.build_absolute_uri(reverse("webhook", args=[event.account.account_id])),
        "may_change_account": accounts_of(request.user).filter(pk=event.account_id).exists(),
    }
    return render(request, "set_up.html", context, status=status)


def _checklist(event: Event) -> dict[str, Any]:
    return {"event": event, "checklist": checklist_of(event, now=timezone.now())}
