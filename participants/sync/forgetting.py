"""Erasing what Kiwify told of people, long after their event: the tickets stay, and are nobody's."""

from django.db import transaction
from django.db.models import QuerySet

from ..models import Changed, Event, Participant, ParticipantChange
from ..portions import in_portions
from ..search import sort_key

NOBODY = dict.fromkeys(("name", "email", "cpf", "phone"), "")
OF_PEOPLE = (Changed.NAME, Changed.EMAIL, Changed.CPF, Changed.PHONE)


def erase_people(event: Event) -> int:
    """Erase names, e-mails, CPFs and phones, and what they were before, in portions; how many people had any."""
    keys = _with_any(event)
    for some in in_portions(keys):
        with transaction.atomic():
            Participant.objects.filter(pk__in=some).update(**NOBODY, sorts_as=sort_key(""))
            _changes(event).filter(participant__in=some).update(before="", after="")
    return len(keys)


def _with_any(event: Event) -> list[int]:
    """Who has data now, or had: what Kiwify blanked is still in what it was before."""
    now = event.participants.exclude(**NOBODY).order_by()
    before = _changes(event).exclude(before="", after="").order_by()
    return sorted({*now.values_list("pk", flat=True), *before.values_list("participant_id", flat=True)})


def _changes(event: Event) -> QuerySet[ParticipantChange]:
    return ParticipantChange.objects.filter(event=event, what__in=OF_PEOPLE)
