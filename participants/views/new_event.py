"""Adding an event, for organizers and admins."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ..access import EventRequest, for_organizers
from ..set_up.connecting import accounts_of
from ..set_up.new_events import NewEventForm, add_new_event


@require_http_methods(["GET", "POST"])
@for_organizers
def new_event(request: EventRequest) -> HttpResponse:
    """A form for a product of one of their accounts; its event is set up on a page of its own."""
    if not accounts_of(request.user).exists():
        return render(request, "new_event.html", {"form": None})
    if request.method == "GET":
        form = NewEventForm(request.user, initial={"account": request.GET.get("account", "")})
        return render(request, "new_event.html", {"form": form})
    form = NewEventForm(request.user, request.POST)
    if form.is_valid() and (event := add_new_event(form, untried="untried" in request.POST)):
        return redirect("set-up", slug=event.slug)
    return render(request, "new_event.html", {"form": form}, status=400)
