"""Leaving: exits, everyone's at night, and admissions that are taken back."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import door, reception, scanned
from ..access import EventRequest, at_door, at_event
from ..forms import CheckInForm, PlainText
from ..models import Event, Role, Source
from .answers import answer, answer_done, answer_test
from .check_ins import id_reused
from .problems import problem


@require_POST
@at_door(Role.DOOR)
def leave(request: EventRequest, event: Event) -> HttpResponse:
    """One exit, asked for as a check-in is."""
    asked = CheckInForm(event, request.POST)
    if not asked.is_valid():
        return problem(request, code="bad_request", status=400, message=asked.sentence)
    code = asked.cleaned_data["code"]
    if scanned.is_test(code):
        return answer_test(request, event, asked.cleaned_data["checkpoint"], asked.id_asked)
    try:
        row = door.check_out(
            reception.claim_of(asked.cleaned_data["checkpoint"], code) if code else asked.claim,
            id=asked.id_asked,
            checkpoint=asked.cleaned_data["checkpoint"],
            person=request.person,
            tablet=request.tablet,
            happened_at=asked.cleaned_data["happened_at"],
            source=Source.SCAN if code else Source.SEARCH,
            now=timezone.now(),
        )
    except door.NoExit:
        return problem(request, code="no_exit", status=409, message=_no_exit())
    except door.IdReused:
        return problem(request, code="id_reused", status=409, message=id_reused())
    return answer(request, event, row)


@require_POST
@at_event(Role.LEAD)
def everyone_out(request: EventRequest, event: Event, pk: int) -> HttpResponse:
    """Check out all who are inside at a checkpoint."""
    checkpoint = get_object_or_404(event.checkpoints, pk=pk)
    try:
        door.everyone_out(checkpoint, person=request.user, now=timezone.now())
    except door.NoExit:
        return problem(request, code="no_exit", status=409, message=_no_exit())
    return answer_done(request, event, checkpoint)


@require_POST
@at_door(Role.DOOR)
def undo(request: EventRequest, event: Event, id: UUID) -> HttpResponse:
    """Take back an admission: within ten seconds who made it; a lead later, with a `reason`."""
    row = get_object_or_404(event.check_ins.select_related("checkpoint", "participant__batch"), pk=id)
    try:
        reason = PlainText(required=False, max_length=200).clean(request.POST.get("reason", ""))
    except ValidationError as wrong:
        return problem(request, code="bad_request", status=400, message=" ".join(wrong.messages))
    if reason and request.role.rank < Role.LEAD.rank:
        return problem(request, code="forbidden", status=403, message=_("Only a lead may decide this. Call the lead."))
    try:
        row = door.undo(row, person=request.person, tablet=request.tablet, now=timezone.now(), reason=reason)
    except door.UndoRefused as refusal:
        return problem(request, code=f"undo_{refusal.reason}", status=409, message=_UNDO_REFUSED[refusal.reason]())
    return answer(request, event, row)


def _no_exit() -> str:
    return _("Nobody is checked out at this checkpoint. An organizer can give it an exit.")


_UNDO_REFUSED = {
    door.UndoRefused.TOO_LATE: lambda: _("Ten seconds are over. Call the lead."),
    door.UndoRefused.NOT_YOURS: lambda: _("Only who let them in may undo it. Call the lead."),
    door.UndoRefused.NOT_ADMITTED: lambda: _("Nobody was let in by this, so there is nothing to undo."),
    door.UndoRefused.CLOSED: lambda: _("They have left since. There is nothing to undo."),
}
