"""What stands in the database, looked up when the metrics are asked for: the same whichever host is asked, and all that
followers do, wherever they run. Only active events, only the last hour, and at most once in five seconds.
"""

import math
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import override

from django.db import DatabaseError
from django.db.models import Count, F, Max, Q
from django.utils import timezone
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from .. import schedule, storage
from ..models import Event, KiwifyCall, SyncRun, Tablet
from .lately import Lately
from .writable import writable_lately

LATELY = timedelta(hours=1)
IN_CONTACT = timedelta(seconds=30)
A_MINUTE = timedelta(minutes=1)


class InDatabase(Collector):
    """Two scrapers that come at once share one look."""

    def __init__(self, seconds: float = 5.0) -> None:
        self._lately = Lately(look, seconds)

    @override
    def collect(self) -> Iterable[Metric]:
        return self._lately()


def look() -> list[Metric]:
    """Where the database is gone only that is told, beside what the processes themselves measured."""
    try:
        return [*_storage(), *_rows(timezone.now())]
    except DatabaseError:
        return [_writable(False)]


def _rows(now: datetime) -> Iterable[Metric]:
    active = list(schedule.active_events().select_related("reading").defer("reading__held"))
    return [*_events(active, now), *_reads(now), *_tablets(now), _calls(now)]


def _events(active: list[Event], now: datetime) -> Iterable[Metric]:
    def age(name: str, text: str, moment: Callable[[Event], datetime | None]) -> Metric:
        family = GaugeMetricFamily(name, text, labels=["event"])
        for event in active:
            family.add_metric([event.slug], _seconds_since(moment(event), now))
        return family

    yield age("portaria_read_age_seconds", "How old the copy of Kiwify's tickets is.", lambda event: event.read_at)
    yield age("portaria_followed_seconds", "How long ago a follower was heard of.", _followed_at)
    near = GaugeMetricFamily(
        "portaria_event_near", "1 near the event's time, or while its door is open.", labels=["event"]
    )
    trouble = GaugeMetricFamily(
        "portaria_trouble_seconds", "How long reading from Kiwify has failed, by error.", labels=["event", "error"]
    )
    for event in active:
        near.add_metric([event.slug], schedule.is_near(event, now))
        if event.trouble:
            trouble.add_metric([event.slug, event.trouble], _seconds_since(event.trouble_since, now))
    yield from (near, trouble)


def _followed_at(event: Event) -> datetime | None:
    reading = schedule.reading_of(event)
    return reading.followed_at if reading else None


def _seconds_since(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else math.inf


def _reads(now: datetime) -> Iterable[Metric]:
    of_active = SyncRun.objects.filter(event__is_active=True, started_at__gte=now - LATELY)
    lately = of_active.order_by().values_list("event__slug", "kind", "status", "error")
    reads = GaugeMetricFamily(
        "portaria_reads_lately", "Reads of the last hour that changed something or failed.",
        labels=["event", "kind", "status", "error"],
    )  # fmt: skip
    slowest = GaugeMetricFamily(
        "portaria_read_seconds_lately", "The slowest read of the last hour.", labels=["event", "kind"]
    )
    longest: dict[tuple[str, str], float] = {}
    for event, kind, status, error, many, took in lately.annotate(
        many=Count("pk"), took=Max(F("finished_at") - F("started_at"))
    ):
        reads.add_metric([event, kind, status, error], many)
        seconds = took.total_seconds() if took else 0.0
        longest[event, kind] = max(seconds, longest.get((event, kind), 0.0))
    for labels, seconds in longest.items():
        slowest.add_metric(labels, max(0.0, seconds))
    return reads, slowest


def _tablets(now: datetime) -> Iterable[Metric]:
    paired = Tablet.objects.paired().filter(event__is_active=True).order_by().values_list("event__slug")
    counts = paired.annotate(many=Count("pk"), heard=Count("pk", filter=Q(seen_at__gte=now - IN_CONTACT)))
    all_of_them = GaugeMetricFamily("portaria_tablets_paired", "Tablets paired.", labels=["event"])
    in_contact = GaugeMetricFamily(
        "portaria_tablets_in_contact", "Tablets heard of in the last thirty seconds.", labels=["event"]
    )
    for event, paired_ones, heard_ones in counts:
        all_of_them.add_metric([event], paired_ones)
        in_contact.add_metric([event], heard_ones)
    return all_of_them, in_contact


def _calls(now: datetime) -> Metric:
    calls = GaugeMetricFamily(
        "portaria_kiwify_calls_last_minute", "Calls to Kiwify booked in the last minute, by the account's number.",
        labels=["account"],
    )  # fmt: skip
    lately = KiwifyCall.objects.filter(at__gte=now - A_MINUTE, at__lte=now).order_by()
    for account, many in lately.values_list("account_id").annotate(many=Count("pk")):
        calls.add_metric([str(account)], many)
    return calls


def _storage() -> Iterable[Metric]:
    yield _writable(writable_lately())
    if (size := storage.log_bytes()) is not None:
        yield GaugeMetricFamily("portaria_database_log_bytes", "The size of SQLite's write-ahead log.", size)
    if (room := storage.free_bytes()) is not None:
        yield GaugeMetricFamily("portaria_disk_free_bytes", "The room on the disk of SQLite's file.", room)


def _writable(is_writable: bool) -> Metric:
    return GaugeMetricFamily("portaria_database_writable", "1 while the database takes writes.", is_writable)
