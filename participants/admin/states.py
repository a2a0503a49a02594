"""How it stands with events: what the list of events and the first page show beside Kiwify's own totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..kiwify_wording import outcome_of
from ..models import CheckIn, Event, SyncRun
from ..templatetags.portaria import staleness
from .bases import page_of, state

KINDS_OF_AGE = {"fresh": "good", "late": "late", "old": "bad"}
KINDS_OF_TROUBLE: dict[str, str] = {SyncRun.Status.HELD: "late", SyncRun.Status.FAILED: "bad"}


@dataclass(frozen=True, slots=True)
class EventState:
    event: Event
    checked_in: int = 0
    last_read: SyncRun | None = None

    @property
    def percent_in(self) -> int | None:
        return self.checked_in * 100 // self.event.issued_tickets if self.event.issued_tickets else None

    @property
    def is_held(self) -> bool:
        return self.last_read is not None and self.last_read.status == SyncRun.Status.HELD

    @property
    def shown_read(self) -> SafeString:
        """How old the last complete read is, and what is wrong since, if anything."""
        return format_html("{} {} {}", self._freshness, self._trouble, self._reason)

    @property
    def brief_read(self) -> SafeString:
        return format_html("{} {}", self._freshness, self._trouble)

    @property
    def _freshness(self) -> SafeString:
        if self.event.read_at is None:
            return state("quiet", _("never"))
        kind = KINDS_OF_AGE[staleness(self.event.read_at)] if self.event.is_active else "quiet"
        return state(kind, clock.ago(self.event.read_at, timezone.now()))

    @property
    def _trouble(self) -> SafeString | str:
        if self.last_read is None or self.last_read.status not in KINDS_OF_TROUBLE:
            return ""
        said = self.last_read.get_status_display()
        return state(
            KINDS_OF_TROUBLE[self.last_read.status],
            format_html('<a href="{}">{}</a>', page_of(self.last_read), said),
        )

    @property
    def _reason(self) -> SafeString | str:
        if self.last_read is None or self.last_read.status not in KINDS_OF_TROUBLE:
            return ""
        return format_html('<span class="why">{}</span>', outcome_of(self.last_read))


def states_of(events: Sequence[Event]) -> list[EventState]:
    """In this order, in two queries whatever their number."""
    arrived = dict(
        CheckIn.objects.filter(event__in=events)
        .standing()
        .order_by()
        .values_list("event")
        .annotate(Count("participant", distinct=True))
    )
    reads = {run.event_id: run for run in _last_reads(events)}
    return [EventState(event, arrived.get(event.pk, 0), reads.get(event.pk)) for event in events]


def _last_reads(events: Sequence[Event]) -> QuerySet[SyncRun]:
    newest = SyncRun.objects.filter(event=OuterRef("pk")).order_by("-started_at", "-pk").values("pk")[:1]
    chosen = Event.objects.filter(pk__in=[event.pk for event in events])
    return SyncRun.objects.filter(pk__in=chosen.order_by().values(newest=Subquery(newest)))
