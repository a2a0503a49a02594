"""Filters that stay quick however many participants an event has."""

from collections.abc import Sequence
from typing import Any, override
from uuid import UUID

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..attendance.doubles import waiting
from ..models import CheckIn, Event, Participant, Result

MOST = 1_000

type Choices = Sequence[tuple[Any, Any]]


def chosen_event(request: HttpRequest) -> Event | None:
    """The event that is filtered for, or the only active one."""
    if asked := request.GET.get("event"):
        return Event.objects.filter(pk=number_in(asked)).first()
    events = list(Event.objects.filter(is_active=True)[:2])
    return events[0] if len(events) == 1 else None


class ArchiveFilter(admin.SimpleListFilter):
    """Tonight's events, unless those of the years before are asked for."""

    title = _("archive")
    parameter_name = "archived"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return (("yes", _("archived")), ("all", _("all")))

    @override
    def choices(self, changelist: Any) -> Any:
        for value, name in ((None, _("active")), *self.lookup_choices):
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": self.value() == value, "query_string": query, "display": name}

    @override
    def queryset(self, request: HttpRequest, events: QuerySet[Event]) -> QuerySet[Event]:
        return events if self.value() == "all" else events.filter(is_active=self.value() != "yes")


class EventFilter(admin.SimpleListFilter):
    """One event, or all that are active: what the years leave behind is looked at event by event."""

    title = _("event")
    parameter_name = "event"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        chosen = number_in(request.GET.get("event"))
        return list(Event.objects.filter(Q(is_active=True) | Q(pk=chosen)).values_list("pk", "name"))

    @override
    def has_output(self) -> bool:
        return len(Event.objects.values_list("pk")[:2]) > 1

    @override
    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.value():
            return rows.filter(event=number_in(self.value()))
        active = Event.objects.filter(is_active=True).order_by().values_list("pk", flat=True)
        return rows.filter(event__in=list(active))

    @override
    def choices(self, changelist: Any) -> Any:
        """Another event has other batches and checkpoints, so choosing one lets go of them."""
        for event, name in ((None, _("All active")), *self.lookup_choices):
            yield {
                "selected": self.value() == (event and str(event)),
                "query_string": changelist.get_query_string({"event": event}, remove=["batch", "checkpoint"]),
                "display": name,
            }


class BatchFilter(admin.SimpleListFilter):
    """The batches of the chosen event; without one, none is offered."""

    title = _("batch")
    parameter_name = "batch"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        event = chosen_event(request)
        return [(batch.pk, str(batch)) for batch in event.batches.all()] if event else ()

    @override
    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(batch=number_in(self.value())) if self.value() else rows


class CheckpointFilter(admin.SimpleListFilter):
    """The checkpoints of the chosen event, where it has several."""

    title = _("checkpoint")
    parameter_name = "checkpoint"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        event = chosen_event(request)
        checkpoints = list(event.checkpoints.all()) if event else []
        return [(one.pk, one.name) for one in checkpoints] if len(checkpoints) > 1 else ()

    @override
    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(checkpoint=number_in(self.value())) if self.value() else rows


class DoubleFilter(admin.SimpleListFilter):
    """Tickets that were let in twice."""

    title = _("double")
    parameter_name = "double"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return (("open", _("waits for a decision")), ("settled", _("decided")))

    @override
    def queryset(self, request: HttpRequest, rows: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
        if self.value() == "open":
            return rows.filter(pk__in=_waiting_at(chosen_event(request)))
        return rows.filter(result=Result.ALREADY_IN).exclude(settled_how="") if self.value() == "settled" else rows


def _waiting_at(event: Event | None) -> list[UUID]:
    """The keys of the latest. Sorted here, and a list: the database would go through the log for either."""
    rows = waiting(event=event) if event else waiting()
    return [key for _moment, key in sorted(rows.values_list("recorded_at", "pk"), reverse=True)[:MOST]]


class ArrivalFilter(admin.SimpleListFilter):
    title = _("arrival")
    parameter_name = "arrival"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return (("arrived", _("arrived")), ("expected", _("not arrived")), ("withdrawn", _("withdrawn")))

    @override
    def queryset(self, request: HttpRequest, people: QuerySet[Participant]) -> QuerySet[Participant]:
        came = Exists(CheckIn.objects.filter(event=OuterRef("event"), participant=OuterRef("pk")).standing())
        if self.value() == "arrived":
            return people.filter(came)
        if self.value() == "expected":
            return people.filter(~came, withdrawn_at=None)
        return people.filter(withdrawn_at__isnull=False) if self.value() == "withdrawn" else people


class EndFilter(admin.SimpleListFilter):
    """Of what is ended and never deleted."""

    title = _("end")
    parameter_name = "ended"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return (("no", _("not ended")), ("yes", _("ended")))

    @override
    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(ended_at__isnull=self.value() == "no") if self.value() in {"yes", "no"} else rows


def number_in(asked: str | None) -> int:
    """An id as it stands in an address; 0, which is nobody's, for what can be none."""
    return int(asked) if asked and asked.isdecimal() and len(asked) < 19 else 0
