"""The kinds of export: what their rows are, and which columns they may have."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..attendance.filters import Filters
from ..models import Event
from . import log, people
from .columns import Column
from .filters import OfArrivals, OfParticipants, OfTheLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`keys` finds all rows at once, small as keys are; `rows` reads some; `people` counts whom they tell of."""

    name: str
    title: str | Promise
    lead: str | Promise
    columns: Sequence[Column]
    filter: Callable[[Event, Any], Filters]
    keys: Callable[[Event, Any], Sequence[Any]]
    rows: Callable[[Event, Sequence[Any], Any], Iterable[Any]]
    people: Callable[[Event, Any], int]
    # Those who asked may choose among the columns.
    is_chosen_from: bool = True


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="participants",
            title=_("Participants"),
            lead=_("One row for each ticket, with when and where its holder arrived."),
            columns=people.COLUMNS,
            filter=OfParticipants,
            keys=people.keys,
            rows=people.rows,
            people=people.count,
        ),
        Kind(
            name="log",
            title=_("Log of the door"),
            lead=_("One row for each verdict: every entry, exit, repeat and refusal, not only the last of a person."),
            columns=log.COLUMNS,
            filter=OfTheLog,
            keys=log.keys,
            rows=log.rows,
            people=log.count_people,
        ),
        Kind(
            name="arrivals",
            title=_("Arrivals for Kiwify's panel"),
            lead=_("Who arrived, in the four columns by which one finds them in Kiwify's panel."),
            columns=people.FOR_KIWIFY,
            filter=OfArrivals,
            keys=people.keys,
            rows=people.rows,
            people=people.count,
            is_chosen_from=False,
        ),
    )
}
