import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import door, orders, reception, scanned
from ..access import EventRequest, at_door
from ..forms import CheckInForm, OrderForm
from ..models import CheckIn, Event, Role, Source
from ..verdicts import verdict_of
from .answers import answer, answer_many, answer_test, test_as_json
from .problems import problem

MOST_REPLAYED = 500


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


@require_POST
@at_door(Role.DOOR)
def replay(request: EventRequest, event: Event) -> HttpResponse:
    """A tablet's queue: a JSON list of check-ins, each as in the form and with `happened_at`; one verdict each."""
    # A form's body has been read by the time we come to it, and is no queue anyway.
    queue = None if request.content_type == "multipart/form-data" else _queue(request.body)
    if queue is None:
        message = _("Send a JSON list of at most %(most)s check-ins.") % {"most": MOST_REPLAYED}
        return problem(request, code="bad_request", status=400, message=message)
    return JsonResponse([_replay_one(request, event, one) for one in queue], safe=False)


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


def _queue(body: bytes) -> list[Any] | None:
    try:
        queue = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return queue if isinstance(queue, list) and len(queue) <= MOST_REPLAYED else None


def _refuse(constant: str) -> Any:
    """NaN and its like are no JSON, though Python reads and writes them."""
    raise ValueError(constant)


def _replay_one(request: EventRequest, event: Event, one: Any) -> dict[str, object]:
    asked = CheckInForm(event, one if isinstance(one, dict) else {})
    id = one["id"] if isinstance(one, dict) and isinstance(one.get("id"), str) else None
    if not asked.is_valid():
        return {"id": id, "error": "bad_request", "message": asked.sentence}
    if scanned.is_test(asked.cleaned_data["code"]):
        return test_as_json(asked.id_asked)
    # Kiwify is asked for no code here: a queue may hold hundreds, and a read has come since.
    claim = (
        reception.claim_of(asked.cleaned_data["checkpoint"], code)
        if (code := asked.cleaned_data["code"])
        else asked.claim
    )
    try:
        row = door.check_in(
            claim,
            id=asked.id_asked,
            checkpoint=asked.cleaned_data["checkpoint"],
            person=request.person,
            tablet=request.tablet,
            source=Source.OFFLINE,
            now=timezone.now(),
            happened_at=asked.cleaned_data["happened_at"],
        )
    except door.IdReused:
        return {"id": id, "error": "id_reused", "message": id_reused()}
    return verdict_of(row).as_json()


def id_reused() -> str:
    return _("This id was used for another check-in. Make a new one for each guest.")
