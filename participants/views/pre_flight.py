"""Before the door opens: a tablet tries all that it needs, and tells its lights to the board."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import tablets
from ..access import EventRequest, at_door
from ..forms import checkpoint_of
from ..models import Checkpoint, Event, Role, Tablet
from ..readiness import readiness
from ..scanned import TEST_CODE
from .problems import problem
from .qr import qr_of


@require_safe
@at_door(Role.DOOR, locked_too=True)
def pre_flight(request: EventRequest, event: Event) -> HttpResponse:
    """The page of lights; on a device that is not paired they stay there."""
    checkpoint = _checkpoint(request, event)
    context = {
        "event": event,
        "checkpoint": checkpoint,
        "readiness": readiness(event, checkpoint, now=timezone.now()),
        "until": tablets.lasts_until(request.tablet) if request.tablet else None,
        "before": _green_before(request.tablet),
        "test_code": TEST_CODE,
        "test_qr": qr_of(TEST_CODE),
    }
    return render(request, "pre_flight.html", context)


@require_POST
@at_door(Role.DOOR, locked_too=True)
def lights(request: EventRequest, event: Event) -> HttpResponse:
    """What a paired tablet found out since it last told."""
    if request.tablet is None:
        message = _("This device is not paired: you are signed in with your own account.")
        return problem(request, code="no_tablet", status=409, message=message)
    told = tablets.LightsForm(request.POST)
    if not told.is_valid():
        return problem(request, code="bad_request", status=400, message=told.sentence)
    now = timezone.now()
    state_of_list = readiness(event, request.tablet.checkpoint, now=now).state
    tablets.note_lights(request.tablet, {**told.told, tablets.Light.LIST: state_of_list}, now=now)
    return HttpResponse(status=204)


def _checkpoint(request: EventRequest, event: Event) -> Checkpoint:
    if request.tablet:
        return request.tablet.checkpoint
    if checkpoint := checkpoint_of(event, request.GET.get("checkpoint")):
        return checkpoint
    raise Http404


def _green_before(tablet: Tablet | None) -> dict[str, str]:
    """What somebody tried already, and need not try again because the page was loaded again."""
    shown = tablets.lights_of(tablet) if tablet else []
    return {one.light: one.state for one in shown if one.state == tablets.State.GREEN}
