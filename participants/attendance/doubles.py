"""Doubles: tickets that were let in twice, by two systems or two tablets that did not know of each other.

The second admission stands in the log as "already in", heard of when it was too late to stop anybody: from Kiwify's
own app, from a tablet that had been offline, or from paper. None is what the same tablet knew itself, an admission
that was undone, or one that Kiwify took back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ..models import CheckIn, Closing, Event, Result, Source

HEARD_OF_LATER = (Source.KIWIFY, Source.OFFLINE, Source.PAPER)
# Somebody who scans a ticket twice in a row on a device without a pairing lets in one person.
CALM = timedelta(minutes=1)
SHOWN = 50

_EARLIER_UNDONE = Q(earlier__closed_how=Closing.UNDO)
_TAKEN_BACK_AT_KIWIFY = Q(source=Source.KIWIFY) & (
    Q(participant__kiwify_checkin_at=None) | ~Q(participant__kiwify_checkin_at=F("happened_at"))
)
_SAME_TABLET = Q(tablet__isnull=False, tablet=F("earlier__tablet")) & (
    Q(source=Source.OFFLINE) | Q(source=F("earlier__source"))
)
_SAME_PERSON_AT_ONCE = Q(
    source=Source.OFFLINE,
    tablet=None,
    earlier__tablet=None,
    person=F("earlier__person"),
    happened_at__gt=F("earlier__happened_at") - CALM,
    happened_at__lt=F("earlier__happened_at") + CALM,
)

_WHOLE = CheckIn.objects.select_related(
    "participant__batch", "checkpoint", "person", "tablet", "earlier__person", "earlier__tablet", "settled_by"
)


@dataclass(frozen=True, slots=True)
class Double:
    """Two admissions of one ticket, in the order in which they happened. `row` is the one a verdict is given on."""

    row: CheckIn

    @property
    def admissions(self) -> list[CheckIn]:
        assert self.row.earlier is not None
        return sorted([self.row.earlier, self.row], key=lambda row: row.happened_at)

    @property
    def apart(self) -> timedelta:
        first, second = self.admissions
        return second.happened_at - first.happened_at

    @property
    def minutes(self) -> int:
        return int(self.apart.total_seconds() // 60)


def open_doubles(event: Event) -> int:
    """How many wait for somebody's decision."""
    return waiting(event=event).count()


def open_doubles_of(events: Collection[Event]) -> dict[int, int]:
    """How many wait at each of several events, by its key."""
    # Event by event, though in one query, so that each takes its part of the index of doubles.
    each = waiting(event=OuterRef("pk")).values("event").annotate(count=Count("pk")).values("count")
    counted = Event.objects.filter(pk__in=[event.pk for event in events]).order_by()
    return dict(counted.values_list("pk", Coalesce(Subquery(each), 0)))


def waiting(**of: Any) -> QuerySet[CheckIn]:
    """The verdicts that wait for a decision, among those that are `of` something: `event=…`, `pk__in=…`."""
    return _doubles(**of).filter(settled_how="")


def doubles(event: Event, *, settled: bool = False, most: int = SHOWN) -> list[Double]:
    """The latest that wait for a decision, or that were decided."""
    some = _doubles(event=event).exclude(settled_how="") if settled else waiting(event=event)
    # Sorted here: asked for in order, the database would read the whole log instead of the index of doubles.
    moments = some.values_list("settled_at" if settled else "recorded_at", "pk")
    keys = [key for _moment, key in sorted(moments, reverse=True)[:most]]
    rows = _WHOLE.in_bulk(keys)
    return [Double(rows[key]) for key in keys]


def double_of(event: Event, id: UUID) -> Double | None:
    """The double with this verdict's id; None where that is no double, or none any more."""
    is_one = _doubles(event=event).filter(pk=id).exists()
    return Double(_WHOLE.get(pk=id)) if is_one else None


def _doubles(**of: Any) -> QuerySet[CheckIn]:
    rows = CheckIn.objects.order_by().filter(
        **of, result=Result.ALREADY_IN, source__in=HEARD_OF_LATER, earlier__isnull=False
    )
    for none in (_EARLIER_UNDONE, _TAKEN_BACK_AT_KIWIFY, _SAME_TABLET, _SAME_PERSON_AT_ONCE):
        rows = rows.exclude(none)
    return rows
