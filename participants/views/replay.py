"""A tablet's queue: the check-ins that it made while there was no connection. Looked up together, judged one by one."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import batched
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import door, reception, scanned
from ..access import EventRequest, at_door
from ..door import Claim
from ..forms import CheckInForm, checkpoint_of
from ..models import CheckIn, Event, Role, Source
from ..verdicts import verdict_of
from .answers import test_as_json
from .check_ins import id_reused
from .problems import problem

MOST_REPLAYED = 500
# So many are looked up at once: what was read of the last of them is not old when it is judged.
AT_ONCE = 50

type Claims = Mapping[tuple[int, str], Claim]


@require_POST
@at_door(Role.DOOR)
def replay(request: EventRequest, event: Event) -> HttpResponse:
    """A tablet's queue: a JSON list of check-ins, each as in the form and with `happened_at`; one verdict each."""
    # A form's body has been read by the time we come to it, and is no queue anyway.
    queue = None if request.content_type == "multipart/form-data" else _queue(request.body)
    if queue is None:
        message = _("Send a JSON list of at most %(most)s check-ins.") % {"most": MOST_REPLAYED}
        return problem(request, code="bad_request", status=400, message=message)
    checkpoint_at = cache(partial(checkpoint_of, event))
    asked = (CheckInForm(event, one if isinstance(one, dict) else {}, checkpoint_at) for one in queue)
    return JsonResponse([told for some in batched(asked, AT_ONCE) for told in _answers(request, some)], safe=False)


def _queue(body: bytes) -> list[Any] | None:
    try:
        queue = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return queue if isinstance(queue, list) and len(queue) <= MOST_REPLAYED else None


def _refuse(constant: str) -> Any:
    """NaN and its like are no JSON, though Python reads and writes them."""
    raise ValueError(constant)


def _answers(request: EventRequest, some: Sequence[CheckInForm]) -> list[dict[str, object]]:
    valid = [asked for asked in some if asked.is_valid()]
    kept, claims = door.kept([asked.id_asked for asked in valid]), _claims(valid)
    return [_answer(request, asked, kept, claims) for asked in some]


def _claims(valid: Sequence[CheckInForm]) -> Claims:
    """Those who were chosen, by checkpoint and Kiwify's id. Who was read as a code is looked for one by one."""
    chosen = defaultdict(list)
    for asked in valid:
        if kiwify_id := asked.cleaned_data["participant"]:
            chosen[asked.cleaned_data["checkpoint"]].append(kiwify_id)
    return {
        (checkpoint.pk, kiwify_id): claim
        for checkpoint, kiwify_ids in chosen.items()
        for kiwify_id, claim in door.claims_by_id(checkpoint, kiwify_ids).items()
    }


def _answer(
    request: EventRequest, asked: CheckInForm, kept: Mapping[UUID, CheckIn], claims: Claims
) -> dict[str, object]:
    id = asked.data.get("id") if isinstance(asked.data.get("id"), str) else None
    if not asked.is_valid():
        return {"id": id, "error": "bad_request", "message": asked.sentence}
    if scanned.is_test(asked.cleaned_data["code"]):
        return test_as_json(asked.id_asked)
    try:
        row = door.check_in(
            _claim(asked, claims),
            id=asked.id_asked,
            checkpoint=asked.cleaned_data["checkpoint"],
            person=request.person,
            tablet=request.tablet,
            source=Source.OFFLINE,
            now=timezone.now(),
            happened_at=asked.cleaned_data["happened_at"],
            known=kept.get(asked.id_asked),
        )
    except door.IdReused:
        return {"id": id, "error": "id_reused", "message": id_reused()}
    return verdict_of(row).as_json()


def _claim(asked: CheckInForm, claims: Claims) -> Claim:
    checkpoint, chosen = asked.cleaned_data["checkpoint"], asked.cleaned_data["participant"]
    if chosen:
        return claims.get((checkpoint.pk, chosen)) or Claim(code=chosen)
    # Kiwify is asked for no code here: a queue may hold hundreds, and a read has come since.
    return reception.claim_of(checkpoint, asked.cleaned_data["code"])
