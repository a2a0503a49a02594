"""An event's participants as Kiwify's endpoint lists them: filtered, in pages, beside the event's totals.

All of it comes from our own tables, so that it answers while Kiwify is down; the check-ins are our door's.
Source of the shape: seed-participants-endpoint.txt; of what the filters mean: kiwify.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Exists, F, Min, OuterRef, QuerySet

from . import counters
from .models import CheckIn, Event, Participant

DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE = 10, 100

COLUMNS = {
    "external_id": "code",
    "batch_id": "batch__kiwify_id",
    "phone": "phone",
    "cpf": "cpf",
    "order_id": "order_id",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time with its start and without its end; None leaves that side open."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to list. `exact` holds values to be equal to, by Kiwify's name for them: a key of COLUMNS."""

    page_number: int = 1
    page_size: int = DEFAULT_PAGE_SIZE
    checked_in: bool | None = None
    created: Span = Span()
    updated: Span = Span()
    exact: Mapping[str, str] = field(default_factory=dict)


def page(event: Event, wanted: Wanted) -> dict[str, object]:
    """One page in Kiwify's published form, key order included; withdrawn tickets are not listed.

    The totals are the event's, whatever is filtered. Kiwify always sends numbers; of those it has not told us
    yet we say null, since a 0 would mean "sold out". `total_checkin` is the door's own number, which includes
    people whose ticket was withdrawn after they came.
    """
    matching = _matching(event, wanted)
    numbers = counters.count(event)
    return {
        "pagination": {
            "count": matching.count(),
            "page_number": wanted.page_number,
            "page_size": wanted.page_size,
        },
        "data": {
            "max_tickets": numbers.max_tickets,
            "available": numbers.available,
            "issued_tickets": numbers.issued_tickets,
            "sold_tickets": numbers.sold_tickets,
            "total_checkin": numbers.checked_in,
            "participants": _rows(event, matching, wanted),
        },
    }


def _matching(event: Event, wanted: Wanted) -> QuerySet[Participant]:
    people = event.participants.filter(withdrawn_at=None)
    people = _within(people, "kiwify_created_at", wanted.created)
    people = _within(people, "kiwify_updated_at", wanted.updated)
    for name, value in wanted.exact.items():
        if not value or "\x00" in value:
            # "" is our null, which nobody asks for by value; NUL is nobody's, and PostgreSQL refuses it.
            return people.none()
        people = people.filter(**{COLUMNS[name]: value})
    if wanted.checked_in is None:
        return people
    came = Exists(CheckIn.objects.filter(event=event, participant=OuterRef("pk")).standing())
    return people.filter(came if wanted.checked_in else ~came)


def _within(people: QuerySet[Participant], column: str, span: Span) -> QuerySet[Participant]:
    if span.start:
        people = people.filter(**{f"{column}__gte": span.start})
    if span.end:
        people = people.filter(**{f"{column}__lt": span.end})
    return people


def _rows(event: Event, matching: QuerySet[Participant], wanted: Wanted) -> list[dict[str, str | None]]:
    start = (wanted.page_number - 1) * wanted.page_size
    # As PostgreSQL keeps its index; and first the keys alone, which all pages before this one cost too.
    ordered = matching.order_by(F("kiwify_created_at").asc(nulls_last=True), "kiwify_id")
    keys = list(ordered.values_list("pk", flat=True)[start : start + wanted.page_size])
    found = Participant.objects.select_related("batch").in_bulk(keys)
    people = [found[key] for key in keys if key in found]
    arrivals = _arrivals(event, people)
    return [_row(one, arrivals.get(one.pk)) for one in people]


def _arrivals(event: Event, people: list[Participant]) -> dict[int, datetime]:
    """When each of them first came, by primary key; nothing for those who did not."""
    # Not a part of the query for the people: the database would work it out for every page before this one.
    standing = CheckIn.objects.filter(event=event, participant__in=people).standing()
    return dict(standing.values_list("participant_id").annotate(first=Min("happened_at")))


def _row(participant: Participant, arrived_at: datetime | None) -> dict[str, str | None]:
    batch = participant.batch
    return {
        "id": participant.kiwify_id,
        "external_id": participant.code or None,
        "batch_id": (batch and batch.kiwify_id) or None,
        "batch_name": (batch and batch.name) or None,
        "name": participant.name or None,
        "email": participant.email or None,
        "cpf": participant.cpf or None,
        "phone": participant.phone or None,
        "order_id": participant.order_id or None,
        "checkin_at": _iso(arrived_at),
        "created_at": _iso(participant.kiwify_created_at),
        "updated_at": _iso(participant.kiwify_updated_at),
    }


def _iso(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
