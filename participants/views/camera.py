from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..access import open_to_tablets


@require_safe
@open_to_tablets
def camera(request: HttpRequest) -> HttpResponse:
    """The inside of the camera's room, for whoever opens the camera at a door."""
    return render(request, "camera.html")
