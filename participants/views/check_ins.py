from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import door, orders, reception, scanned
from ..access import EventRequest, at_door
from ..forms import CheckInForm, OrderForm
from ..models import CheckIn, Event, Role, Source
from .answers import answer, answer_many, answer_test
from .problems import problem


@require_POST
@at_door(Role.DOOR)
def check_in(request: EventRequest, event: Event) -> HttpResponse:
    """One verdict, to htmx as the row and the verdict's panel, to programs as JSON."""
    asked = CheckInForm(event, request.POST)
    if not asked.is_valid():
        return problem(request, code="bad_request", status=400, message=asked.sentence)
    if asked.reason_to_overrule and request.role.rank < Role.LEAD.rank:
        return problem(request, code="forbidden", status=403, message=_("Only a lead may decide this. Call the lead."))
    if scanned.is_test(asked.cleaned_data["code"]):
        return answer_test(request, event, asked.cleaned_data["checkpoint"], asked.id_asked)
    try:
        row = _check_in(request, asked)
    except door.IdReused:
        return problem(request, code="id_reused", status=409, message=id_reused())
    return answer(request, event, row)


@require_POST
@at_door(Role.DOOR)
def order(request: EventRequest, event: Event) -> HttpResponse:
    """An order's tickets: those chosen, or all that are outside. One verdict each, in one request."""
    asked = OrderForm(event, request.POST)
    if not asked.is_valid():
        return problem(request, code="bad_request", status=400, message=asked.sentence)
    checkpoint = asked.cleaned_data["checkpoint"]
    try:
        rows = door.check_in_all(
            asked.tickets(orders.mates(checkpoint, asked.cleaned_data["order"])),
            id=asked.cleaned_data["id"],
            checkpoint=checkpoint,
            person=request.person,
            tablet=request.tablet,
            now=timezone.now(),
        )
    except door.IdReused:
        return problem(request, code="id_reused", status=409, message=id_reused())
    return answer_many(request, event, checkpoint, rows)


def _check_in(request: EventRequest, asked: CheckInForm) -> CheckIn:
    checkpoint, now = asked.cleaned_data["checkpoint"], timezone.now()
    details = {
        "id": asked.id_asked,
        "checkpoint": checkpoint,
        "person": request.person,
        "tablet": request.tablet,
        "now": now,
        "happened_at": asked.cleaned_data["happened_at"],
    }
    if code := asked.cleaned_data["code"]:
        return reception.receive(code, overrule=asked.reason_to_overrule, **details)
    return door.check_in(asked.claim, source=Source.SEARCH, overrule=asked.reason_to_overrule, **details)


def id_reused() -> str:
    return _("This id was used for another check-in. Make a new one for each guest.")
