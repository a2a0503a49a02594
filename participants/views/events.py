from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ..access import events_of
from .last_door import last_door


@require_GET
@never_cache
def events(request: HttpRequest) -> HttpResponse:
    """The events one may work at. Unless `?all` are asked for, the last door opens again, or that of the only event."""
    theirs = events_of(request.user)
    if "all" not in request.GET and (door := last_door(request, theirs)):
        return redirect(door)
    if len(theirs) == 1 and "all" not in request.GET:
        return redirect(theirs[0])
    return render(request, "events.html", {"events": theirs})
