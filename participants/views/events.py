from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..access import EventRequest, archived_events_of, events_of, open_to_tablets, organizes
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
    context = {
        "events": theirs,
        "organizes": organizes(request.user),
        "archived": archived_events_of(request.user).count(),
        "has_account": accounts_of(request.user).exists(),
    }
    return render(request, "events.html", context)
