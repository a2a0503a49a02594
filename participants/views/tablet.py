"""At a paired tablet: saying who is there, a shift's end, its settings behind the PIN, and ending the pairing."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import tablets
from ..access import EventRequest, at_door, forget_tablet
from ..models import Ending, Event, Role, Tablet
from ..tablets.forms import WhoForm
from ..throttles import TriedTooOften
from .numbers import numbers_context
from .problems import problem


@require_POST
@at_door(Role.DOOR, locked_too=True)
def say_who(request: EventRequest, event: Event) -> HttpResponse:
    """A name and its PIN open the tablet."""
    if (tablet := request.tablet) is None:
        return _no_tablet(request)
    asked = WhoForm(event, request.POST)
    if not asked.is_valid():
        return locked(request, tablet, wrong=asked.sentence, status=400)
    try:
        tablets.say_who(tablet, asked.cleaned_data["person"], asked.cleaned_data["pin"], now=timezone.now())
    except tablets.WrongPin:
        return locked(request, tablet, wrong=_("This is not the PIN of this name. Try again."), status=403)
    except TriedTooOften:
        wrong = _("Too many wrong PINs. Wait a little, or ask an organizer for a new PIN.")
        return locked(request, tablet, wrong=wrong, status=429)
    return redirect("tablet-settings" if request.POST.get("next") == "settings" else "door", slug=event.slug)


@require_POST
@at_door(Role.DOOR, locked_too=True)
def leave(request: EventRequest, event: Event) -> HttpResponse:
    """A shift ends. The tablet stays paired and asks who is next."""
    if request.tablet is None:
        return _no_tablet(request)
    tablets.leave(request.tablet)
    response = redirect(event)
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_safe
@at_door(Role.DOOR, locked_too=True)
def settings(request: EventRequest, event: Event) -> HttpResponse:
    """Language, theme and the pairing itself, for whoever has just given a PIN."""
    if (tablet := request.tablet) is None:
        return _no_tablet(request)
    if not tablets.has_just_said_who(tablet, timezone.now()):
        return locked(request, tablet, goes_to="settings")
    return render(request, "tablet_settings.html", {"event": event, "until": tablets.lasts_until(tablet)})


@require_POST
@at_door(Role.DOOR, locked_too=True)
def unpair(request: EventRequest, event: Event) -> HttpResponse:
    """The tablet gives itself up, for whoever has just given a PIN."""
    if (tablet := request.tablet) is None:
        return _no_tablet(request)
    if not tablets.has_just_said_who(tablet, timezone.now()):
        return locked(request, tablet, goes_to="settings", status=403)
    tablets.end(tablet, Ending.LEFT, person=request.person, now=timezone.now())
    response = redirect("pair")
    request.next_tablet_key = None  # type: ignore[attr-defined]
    forget_tablet(response)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def locked(
    request: EventRequest, tablet: Tablet, *, wrong: str = "", goes_to: str = "", status: int = 200
) -> HttpResponse:
    """The page that asks who is there, with the counters in sight."""
    context = numbers_context(tablet.event, tablet.checkpoint) | {
        "staff": tablets.staff_of(tablet.event),
        "chosen": request.POST.get("person") or _last_person(tablet),
        "wrong": wrong,
        "goes_to": goes_to,
    }
    return render(request, "locked.html", context, status=status)


def _last_person(tablet: Tablet) -> str:
    last = tablets.staff_of(tablet.event).filter(user=tablet.person_id).values_list("pk", flat=True).first()
    return str(last or "")


def _no_tablet(request: EventRequest) -> HttpResponse:
    message = _("This device is not paired: you are signed in with your own account.")
    return problem(request, code="no_tablet", status=409, message=message)
