"""Participants as organizers list them: filtered, sorted, and page by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .. import orders, search
from ..models import Batch, CheckIn, Checkpoint, Event, Participant
from .pages import SIZE, LostPlace, Page, page_of
from .states import Admissions, State, came, condition

LONG_AGO, FAR_AHEAD = datetime(1900, 1, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC)


class Sort(models.TextChoices):
    NAME = "name", _("name")
    LATEST = "latest", _("latest arrival")
    EARLIEST = "earliest", _("earliest arrival")
    BATCH = "batch", _("batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWanted:
    """Whom to list. Checkpoint, gate, person and time are of arrivals: with one of them, only who so arrived counts.

    `after` is the participant with whom the page before ended.
    """

    q: str = ""
    state: State | str = ""
    batch: Batch | None = None
    checkpoint: Checkpoint | None = None
    gate: str = ""
    person: User | None = None
    since: datetime | None = None
    until: datetime | None = None
    sort: Sort | str = Sort.NAME
    after: int | None = None

    @property
    def is_about_arrivals(self) -> bool:
        return any((self.checkpoint, self.gate, self.person, self.since, self.until))


@dataclass(frozen=True, slots=True)
class Listed:
    """A participant, and the first of their arrivals that count here."""

    participant: Participant
    arrival: CheckIn | None


def matching(event: Event, wanted: PeopleWanted) -> QuerySet[Participant]:
    """The event's participants who are wanted, in no order; a search without a letter or digit finds nobody."""
    people = event.participants.order_by()
    if wanted.q:
        people = people.filter(search.everybody(event, wanted.q))
    if wanted.batch:
        people = people.filter(batch=wanted.batch)
    admissions = arrivals(event, wanted)
    if wanted.state:
        people = people.filter(condition(State(wanted.state), admissions))
    elif wanted.is_about_arrivals:
        people = people.filter(came(admissions))
    return people


def arrivals(event: Event, wanted: PeopleWanted) -> Admissions:
    """The admissions that count: those that were not undone, where, through whom and when it is wanted."""
    asked: dict[str, object] = {
        "checkpoint": wanted.checkpoint,
        "gate": wanted.gate,
        "person": wanted.person,
        "happened_at__gte": wanted.since,
        "happened_at__lt": wanted.until,
    }
    return CheckIn.objects.filter(event=event, **{name: of for name, of in asked.items() if of}).standing().order_by()


def people_page(event: Event, wanted: PeopleWanted, size: int = SIZE) -> Page[Listed]:
    """The page after `wanted.after`. Raises LostPlace where nobody of the event has that key."""
    people = _sorted(matching(event, wanted), event, wanted).select_related("batch")
    page = page_of(people, size)
    return Page(_with_arrivals(page.rows, arrivals(event, wanted)), page.last, page.has_more)


def order_mates(participant: Participant) -> list[Listed]:
    """Those with a ticket of the same order, by name, with their first arrivals; at most 500."""
    if not participant.order_id:
        return []
    mates = Participant.objects.filter(event=participant.event_id, order_id=participant.order_id)
    by_name = mates.exclude(pk=participant.pk).order_by("sorts_as", "id").select_related("batch")
    return _with_arrivals(by_name[: orders.LARGEST], arrivals(participant.event, PeopleWanted()))


def _with_arrivals(people: Iterable[Participant], admissions: Admissions) -> list[Listed]:
    people = list(people)
    rows = admissions.filter(participant__in=people).select_related("person", "tablet", "checkpoint")
    first: dict[int | None, CheckIn] = {}
    for row in rows.order_by("happened_at"):
        first.setdefault(row.participant_id, row)
    return [Listed(one, first.get(one.pk)) for one in people]


def _sorted(people: QuerySet[Participant], event: Event, wanted: PeopleWanted) -> QuerySet[Participant]:
    """In the order wanted, then by name; without those up to `wanted.after`."""
    everybody = event.participants.order_by()
    if order := _order(event, wanted):
        people, everybody = people.annotate(in_order=order), everybody.annotate(in_order=order)
    down = wanted.sort == Sort.LATEST
    if wanted.after:
        last = everybody.filter(pk=wanted.after).first()
        if last is None:
            raise LostPlace
        people = people.filter(_beyond(last, down=down))
    first = F("in_order").desc() if down else F("in_order").asc()
    return people.order_by(*([first] if order else []), "sorts_as", "id")


def _order(event: Event, wanted: PeopleWanted) -> Coalesce | None:
    """What comes before the name: the batch's name, or the arrival with who has none at the end."""
    if wanted.sort == Sort.BATCH:
        return Coalesce("batch__name", Value(""))
    if wanted.sort in (Sort.LATEST, Sort.EARLIEST):
        theirs = arrivals(event, wanted).filter(participant=OuterRef("pk")).values("participant")
        last = LONG_AGO if wanted.sort == Sort.LATEST else FAR_AHEAD
        return Coalesce(Subquery(theirs.annotate(first=Min("happened_at")).values("first")), Value(last))
    return None


def _beyond(last: Any, *, down: bool) -> Q:
    by_name = Q(sorts_as__gte=last.sorts_as) & (Q(sorts_as__gt=last.sorts_as) | Q(pk__gt=last.pk))
    if not hasattr(last, "in_order"):
        return by_name
    further = Q(in_order__lt=last.in_order) if down else Q(in_order__gt=last.in_order)
    return further | (Q(in_order=last.in_order) & by_name)
