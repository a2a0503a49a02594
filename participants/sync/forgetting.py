"""Erasing what Kiwify told of people, long after their event: the tickets stay, and are nobody's."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from ..models import Changed, Event, Participant, ParticipantChange
from ..portions import in_portions
from ..search import sort_key

PERSONAL = ("name", "email", "cpf", "phone")
OF_PEOPLE = (Changed.NAME, Changed.EMAIL, Changed.CPF, Changed.PHONE)


def erase_people(event: Event) -> int:
    """Erase names, e-mails, CPFs and phones, and what they were before, in portions; how many people had any."""
    nobody = dict.fromkeys(PERSONAL, "")
    keys = list(event.participants.exclude(**nobody).order_by("pk").values_list("pk", flat=True))
    for some in in_portions(keys):
        with transaction.atomic():
            Participant.objects.filter(pk__in=some).update(**nobody, sorts_as=sort_key(""))
            _erase_changes(some)
    return len(keys)


def _erase_changes(keys: Sequence[int]) -> None:
    of_people = Q(participant__in=keys, what__in=OF_PEOPLE)
    ParticipantChange.objects.filter(of_people).update(before="", after="")
