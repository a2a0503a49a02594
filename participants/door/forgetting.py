"""Erasing what staff wrote about people beside verdicts. The verdicts stay."""

from ..models import CheckIn, Event
from ..models.checkins import EVERYONE_OUT


def erase_reasons(event: Event) -> None:
    CheckIn.objects.filter(event=event).exclude(reason="").update(reason="")
    written = CheckIn.objects.filter(event=event).exclude(closed_reason__in=("", EVERYONE_OUT))
    written.update(closed_reason="")
