"""People's judgement: refusing somebody, and notes that staff must see."""

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import door
from ..access import EventRequest, at_door
from ..forms import NoteForm, RefusalForm, checkpoint_of
from ..models import Event, Role
from ..notes import NothingToNote, add_note, end_note
from .answers import answer, answer_done
from .check_ins import id_reused
from .problems import problem


@require_POST
@at_door(Role.DOOR)
def refuse(request: EventRequest, event: Event) -> HttpResponse:
    """Turn somebody away without burning the ticket."""
    asked = RefusalForm(event, request.POST)
    if not asked.is_valid():
        return problem(request, code="bad_request", status=400, message=asked.sentence)
    try:
        row = door.refuse(
            asked.claim,
            id=asked.id_asked,
            checkpoint=asked.cleaned_data["checkpoint"],
            person=request.person,
            tablet=request.tablet,
            now=timezone.now(),
            reason=asked.cleaned_data["reason"],
        )
    except door.IdReused:
        return problem(request, code="id_reused", status=409, message=id_reused())
    return answer(request, event, row)


@require_POST
@at_door(Role.LEAD)
def note(request: EventRequest, event: Event) -> HttpResponse:
    """Note something about a participant, their order or their batch."""
    asked = NoteForm(event, request.POST)
    if not asked.is_valid():
        return problem(request, code="bad_request", status=400, message=asked.sentence)
    fields = asked.cleaned_data
    try:
        add_note(fields["participant"], fields["about"], fields["text"], person=_lead(request), now=timezone.now())
    except NothingToNote:
        message = _("This ticket has no order, or no batch, to note something about.")
        return problem(request, code="bad_request", status=400, message=message)
    return answer_done(request, event, fields["checkpoint"])


@require_POST
@at_door(Role.LEAD)
def end(request: EventRequest, event: Event, pk: int) -> HttpResponse:
    """The note is done with."""
    end_note(get_object_or_404(event.notes, pk=pk), person=_lead(request), now=timezone.now())
    checkpoint = checkpoint_of(event, request.POST.get("checkpoint")) or checkpoint_of(event, None)
    assert checkpoint is not None
    return answer_done(request, event, checkpoint)


def _lead(request: EventRequest) -> User:
    """Who has a lead's role here: never nobody, at a tablet either."""
    assert request.person is not None
    return request.person
