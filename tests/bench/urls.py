"""Production's pages, and the floor they are measured against: it is never in production."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from checkin_site import urls as production
from participants.access import EventRequest, at_event
from participants.models import Event, Role


@require_GET
@at_event(Role.DOOR)
def floor(request: EventRequest, event: Event) -> HttpResponse:
    """Nothing, to somebody who is signed in and has a right to the event."""
    return HttpResponse()


urlpatterns = [path("e/<slug:slug>/floor/", floor), *production.urlpatterns]
