"""Participants as organizers list them: filtered, sorted, and page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .. import orders, search
from ..models import Batch, CheckIn, Checkpoint, Event, Participant
from .pages import SIZE, LostPlace, Page, page_of
from .states import Admissions, State, came, condition


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
    page = page_of(_sorted(event, wanted, size + 1), size)
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


def _sorted(event: Event, wanted: PeopleWanted, most: int) -> Sequence[Participant] | QuerySet[Participant]:
    """Those after `wanted.after` in the order wanted; the first of them, or all."""
    last = event.participants.select_related("batch").filter(pk=wanted.after).first() if wanted.after else None
    if wanted.after and last is None:
        raise LostPlace
    people = matching(event, wanted).select_related("batch")
    if wanted.sort in (Sort.LATEST, Sort.EARLIEST):
        keys = _keys_by_arrival(event, wanted, last, most)
        known = event.participants.select_related("batch").in_bulk(keys)
        return [known[key] for key in keys if key in known]
    if wanted.sort == Sort.BATCH:
        return _by_batch(people, last)
    return _by_name(people, last)


def _by_name(people: QuerySet[Participant], last: Participant | None) -> QuerySet[Participant]:
    return (people.filter(_beyond(last)) if last else people).order_by("sorts_as", "id")


def _beyond(last: Participant) -> Q:
    return Q(sorts_as__gte=last.sorts_as) & (Q(sorts_as__gt=last.sorts_as) | Q(pk__gt=last.pk))


def _by_batch(people: QuerySet[Participant], last: Participant | None) -> QuerySet[Participant]:
    people = people.annotate(in_order=Coalesce("batch__name", Value("")))
    if last:
        name = last.batch.name if last.batch else ""
        people = people.filter(Q(in_order__gt=name) | (Q(in_order=name) & _beyond(last)))
    return people.order_by("in_order", "sorts_as", "id")


def _keys_by_arrival(event: Event, wanted: PeopleWanted, last: Participant | None, most: int) -> list[int]:
    """Who came, by their first arrival that counts, and after them the others, by name."""
    people, admissions = matching(event, wanted), arrivals(event, wanted)
    # Grouped at once: asked for each participant, PostgreSQL takes ten times as long.
    firsts = admissions.values("participant").annotate(first=Min("happened_at"))
    reached = firsts.filter(participant=last).first() if last else None
    theirs = firsts.none() if last and not reached else firsts.filter(participant__in=people)
    keys = list(_keys_by_first(theirs, wanted, reached)[:most])
    others = _by_name(people.exclude(came(admissions)), None if reached else last)
    return [*keys, *others.values_list("pk", flat=True)[: most - len(keys)]]


def _keys_by_first(firsts: QuerySet[Any, Any], wanted: PeopleWanted, reached: Any) -> QuerySet[Any, int]:
    """Those after the one that was `reached`, the latest or the earliest first."""
    is_down = wanted.sort == Sort.LATEST
    if reached:
        further = {"first__lt" if is_down else "first__gt": reached["first"]}
        firsts = firsts.filter(Q(**further) | Q(first=reached["first"], participant__gt=reached["participant"]))
    in_order = firsts.order_by("-first" if is_down else "first", "participant")
    return in_order.values_list("participant", flat=True)
