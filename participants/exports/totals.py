"""The sheet of totals: what the file is, and the event's numbers beside it."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Count
from django.utils.translation import gettext as _

from .. import counters
from ..models import CheckIn, Event
from .columns import Cell
from .filters import Filter


def totals(
    event: Event, title: str, wanted: Filter, *, rows: int, person: User, now: datetime
) -> list[tuple[str, Cell]]:
    """Labels with their numbers; a label alone is a heading."""
    numbers = counters.count(event, wanted.checkpoint)
    return [
        (event.name, None),
        (_("Exported"), now),
        (_("By"), person.get_full_name() or person.username),
        (_("Times are those of"), event.timezone),
        (title, rows),
        *_wanted(wanted),
        ("", None),
        (_("Tickets"), None),
        (_("Capacity"), numbers.max_tickets),
        (_("Issued"), numbers.issued_tickets),
        (_("Sold"), numbers.sold_tickets),
        (_("Entered"), numbers.checked_in),
        (_("Inside"), numbers.inside),
        ("", None),
        (_("Entered, by batch"), None),
        *_by_batch(event, wanted),
    ]


def _wanted(wanted: Filter) -> Iterator[tuple[str, Cell]]:
    """The filter, in the words of the screen."""
    for name, field in wanted.fields.items():
        value = wanted.cleaned_data[name]
        if value:
            words = dict(getattr(field, "choices", ())).get(value, value) if isinstance(value, str) else value
            yield str(field.label), _in_words(words)


def _in_words(value: object) -> Cell:
    if isinstance(value, datetime):
        return value
    return ", ".join(map(str, value)) if hasattr(value, "__iter__") and not isinstance(value, str) else str(value)


def _by_batch(event: Event, wanted: Filter) -> list[tuple[str, Cell]]:
    standing = CheckIn.objects.standing().filter(event=event)
    if wanted.checkpoint:
        standing = standing.filter(checkpoint=wanted.checkpoint)
    came = standing.values_list("participant__batch").annotate(people=Count("participant", distinct=True))
    arrived = dict(came.order_by())
    return [(str(batch), arrived.get(batch.pk, 0)) for batch in event.batches.all()]
