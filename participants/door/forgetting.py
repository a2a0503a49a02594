"""Erasing what staff wrote about people beside verdicts, and what was read of nobody here. The verdicts stay."""

from ..models import CheckIn, Event
from ..models.checkins import EVERYONE_OUT


def erase_what_was_written(event: Event) -> None:
    verdicts = CheckIn.objects.filter(event=event)
    verdicts.exclude(reason="").update(reason="")
    verdicts.exclude(closed_reason__in=("", EVERYONE_OUT)).update(closed_reason="")
    # Where no ticket has it, a code is whatever somebody typed or scanned.
    verdicts.filter(participant=None).exclude(code="").update(code="")
