from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ..access import events_of


@require_GET
@never_cache
def events(request: HttpRequest) -> HttpResponse:
    """The events one may work at; who has only one is taken to its door."""
    theirs = events_of(request.user)
    if len(theirs) == 1 and "all" not in request.GET:
        return redirect(theirs[0])
    return render(request, "events.html", {"events": theirs})
