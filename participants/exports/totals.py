"""The sheet of totals: what the file is, and the event's numbers beside it."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from .. import counters
from ..attendance.filters import Filters
from ..attendance.tallies import by_batch
from ..models import Event
from .columns import Cell


def totals(
    event: Event, title: str, wanted: Filters, *, rows: int, person: User, now: datetime
) -> list[tuple[str, Cell]]:
    """Labels with their numbers; a label alone is a heading."""
    numbers = counters.count(event)
    return [
        (event.name, None),
        (_("Exported"), now),
        (_("By"), person.get_full_name() or person.username),
        (_("Times are those of"), event.timezone),
        (title, rows),
        *_wanted(wanted),
        ("", None),
        (_("Tickets"), None),
        (_("Capacity"), numbers.places),
        (_("Issued"), numbers.issued_tickets),
        (_("Sold"), numbers.sold_tickets),
        (_("Entered"), numbers.checked_in),
        (_("Inside"), numbers.inside),
        ("", None),
        (_("Entered, by batch"), None),
        *((str(one.batch or _("No batch")), one.checked_in) for one in by_batch(event)),
    ]


def _wanted(wanted: Filters) -> Iterator[tuple[str, Cell]]:
    """The filter, in the words of the screen."""
    for name, field in wanted.fields.items():
        value = wanted.cleaned_data[name]
        if value:
            label = dict(getattr(field, "choices", ())).get(value, value) if isinstance(value, str) else value
            yield str(field.label), label if isinstance(label, datetime) else str(label)
