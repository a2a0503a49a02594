from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..access import EventRequest, archived_events_of, events_of, had_events, open_to_tablets, organizes
from ..models import Event
from ..set_up.connecting import accounts_of
from .last_door import last_door


@require_safe
@open_to_tablets
@never_cache
def events(request: EventRequest) -> HttpResponse:
    """The events one may work at. Unless `?all` are asked for, the last door opens again, or that of the only event."""
    if request.tablet:
        its = request.tablet.event
        return redirect(last_door(request, [its]) or its)
    theirs = events_of(request.user)
    if "all" not in request.GET and (door := last_door(request, theirs)):
        return redirect(door)
    if len(theirs) == 1 and "all" not in request.GET:
        return redirect(theirs[0])
    return render(request, "events.html", _context(request.user, theirs))


def _context(user: User | AnonymousUser, theirs: list[Event]) -> dict[str, Any]:
    archived, has_account = archived_events_of(user).count(), accounts_of(user).exists()
    onwards = "new-event" if has_account else "accounts"
    return {
        "events": theirs,
        "organizes": organizes(user),
        "archived": archived,
        "had_events": not theirs and had_events(user),
        "has_account": has_account,
        "leads_to": "archived-events" if archived and not theirs else onwards,
    }
