"""How it stands with events: what the list of events and the first page show beside Kiwify's own totals."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import clock
from ..attendance.doubles import open_doubles_of
from ..counters import percent_of
from ..kiwify_wording import outcome_of
from ..models import Event, SyncRun, Tablet, Tally
from ..schedule import reading_of
from ..tablets import is_paired
from ..templatetags.portaria import contact, grouped, staleness
from .cells import page_of, state

KINDS_OF_AGE = {"fresh": "good", "late": "late", "old": "bad"}


@dataclass(frozen=True, slots=True)
class EventState:
    event: Event
    checked_in: int = 0
    last_trouble: SyncRun | None = None
    tablets: Sequence[Tablet] = ()
    open_doubles: int = 0

    @property
    def percent_in(self) -> int | None:
        return percent_of(self.checked_in, self.event.issued_tickets)

    @property
    def held(self) -> int:
        """Tickets that the last full read lacked, and that nobody withdraws until a person says that they are gone."""
        reading = reading_of(self.event)
        return len(reading.held) if reading else 0

    @property
    def shown_read(self) -> SafeString:
        """How old the last complete read is, and what is wrong since, if anything."""
        return format_html("{} {} {}", self._freshness, self._trouble, self._reason)

    @property
    def brief_read(self) -> SafeString:
        return format_html("{} {}", self._freshness, self._trouble)

    @property
    def shown_tablets(self) -> SafeString | str:
        """How many are paired, and how many of them have not been heard from lately."""
        if not self.tablets:
            return ""
        there = reverse("admin:participants_tablet_changelist", query={"event": self.event.pk, "ended": "no"})
        late = sum(contact(tablet.seen_at) != "there" for tablet in self.tablets)
        silent = state("late", ngettext("%(count)s silent", "%(count)s silent", late) % {"count": late}) if late else ""
        return format_html('<a href="{}">{}</a> {}', there, len(self.tablets), silent)

    @property
    def shown_doubles(self) -> SafeString | str:
        if not self.open_doubles:
            return ""
        there = reverse("doubles", args=[self.event.slug])
        return state("late", format_html('<a href="{}">{}</a>', there, grouped(self.open_doubles)))

    @property
    def _freshness(self) -> SafeString:
        if self.event.read_at is None:
            return state("quiet", _("never"))
        kind = KINDS_OF_AGE[staleness(self.event.read_at)] if self.event.is_active else "quiet"
        return state(kind, clock.ago(self.event.read_at, timezone.now()))

    @property
    def _trouble(self) -> SafeString | str:
        if not (self.held or self.event.trouble) or self.last_trouble is None:
            return ""
        said = self.last_trouble.get_status_display()
        kind = "late" if self.last_trouble.status == SyncRun.Status.HELD else "bad"
        return state(kind, format_html('<a href="{}">{}</a>', page_of(self.last_trouble), said))

    @property
    def _reason(self) -> SafeString | str:
        if not self._trouble or self.last_trouble is None:
            return ""
        return format_html('<span class="why">{}</span>', outcome_of(self.last_trouble))


def states_of(events: Sequence[Event]) -> list[EventState]:
    """In this order, in four queries whatever their number."""
    tallies = Tally.objects.filter(event__in=events, checkpoint=None)
    arrived = dict(tallies.values_list("event", "checked_in"))
    troubles = {run.event_id: run for run in _last_troubles(events)}
    tablets, doubles = _paired(events), open_doubles_of(events)
    return [
        EventState(event, arrived.get(event.pk, 0), troubles.get(event.pk), tablets[event.pk], doubles.get(event.pk, 0))
        for event in events
    ]


def _paired(events: Sequence[Event]) -> dict[int, list[Tablet]]:
    now, paired = timezone.now(), defaultdict[int, list[Tablet]](list)
    for tablet in Tablet.objects.paired().filter(event__in=events).select_related("event").order_by():
        if is_paired(tablet, now):
            paired[tablet.event_id].append(tablet)
    return paired


def _last_troubles(events: Sequence[Event]) -> QuerySet[SyncRun]:
    troubles = (SyncRun.Status.HELD, SyncRun.Status.FAILED)
    newest = (
        SyncRun.objects.filter(event=OuterRef("pk"), status__in=troubles)
        .order_by("-started_at", "-pk")
        .values("pk")[:1]
    )
    chosen = Event.objects.filter(pk__in=[event.pk for event in events])
    return SyncRun.objects.filter(pk__in=chosen.order_by().values(newest=Subquery(newest)))
