"""Filters that stay quick however many participants an event has."""

from collections.abc import Sequence
from typing import Any, override

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import CheckIn, Event, Participant

type Choices = Sequence[tuple[Any, Any]]


def chosen_event(request: HttpRequest) -> Event | None:
    """The event that is filtered for, or the only one there is."""
    if asked := request.GET.get("event"):
        return Event.objects.filter(pk=_number(asked)).first()
    events = list(Event.objects.all()[:2])
    return events[0] if len(events) == 1 else None


class EventFilter(admin.SimpleListFilter):
    title = _("event")
    parameter_name = "event"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        events = list(Event.objects.values_list("pk", "name"))
        return events if len(events) > 1 else ()

    @override
    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(event=_number(self.value())) if self.value() else rows

    @override
    def choices(self, changelist: Any) -> Any:
        """Another event has other batches, so choosing one lets go of the batch."""
        for event, name in ((None, _("All")), *self.lookup_choices):
            yield {
                "selected": self.value() == (event and str(event)),
                "query_string": changelist.get_query_string({"event": event}, remove=["batch"]),
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
        return rows.filter(batch=_number(self.value())) if self.value() else rows


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


def _number(asked: str | None) -> int:
    """An id as it stands in an address; 0, which is nobody's, for what can be none."""
    return int(asked) if asked and asked.isdecimal() and len(asked) < 19 else 0
