"""When which event is read, so that what is new shows in seconds and an account never passes its limit.

Near its time, and whenever somebody has its door open, an event's changes are read every few seconds; otherwise every
few minutes. Full reads decide, and are spaced by their size: over time they take half of an account's calls, shared by
its events. All of it stands in the database (Reading), so that any number of followers go by it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from .accounts import FOR_THE_DOOR
from .models import Event, Notice, Participant, Reading

DOOR_IS_OPEN = timedelta(minutes=10)
BEFORE, AFTER, A_DAY = timedelta(hours=6), timedelta(hours=2), timedelta(days=1)
HEARTBEAT = timedelta(seconds=10)
FOLLOWED_WITHIN = timedelta(seconds=45)
# Nothing rests for longer: a moment further off was set by a clock that has been put right since.
LONGEST_REST = timedelta(hours=1)
# Two machines' clocks are never the same.
CLOCKS_DIFFER = timedelta(minutes=1)
FULL_READS, CHANGES = 1 / 2, 1 / 3

type Wanted = Callable[[], QuerySet[Event]]


class Due(StrEnum):
    FULL = "full"
    CHANGES = "changes"
    ORDERS = "orders"


@dataclass(frozen=True)
class Rhythm:
    """Seconds: between two looks at what is due, between two reads of an event, and after a read that failed."""

    look: float = 1
    near: float = 15
    far: float = 180
    full_near: float = 120
    full_far: float = 1800
    first_retry: float = 15
    longest_retry: float = 120
    for_a_person: float = 300


EVERYDAY = Rhythm()


def active_events() -> QuerySet[Event]:
    return Event.objects.filter(is_active=True)


def due_events(wanted: Wanted, rhythm: Rhythm) -> list[Event]:
    """The events of which something is due. Says that they are followed, on the way."""
    events = list(_with_reading(wanted()))
    say_followed(events)
    return [event for event in events if due(event, rhythm)]


def due_now(event: Event, rhythm: Rhythm) -> tuple[Event, Due | None]:
    """The event as it stands in the database now, and what is due of it."""
    fresh = _with_reading(Event.objects.filter(pk=event.pk)).get()
    return fresh, due(fresh, rhythm)


def due(event: Event, rhythm: Rhythm) -> Due | None:
    """What is due of an event that comes from `due_events` or `due_now`."""
    reading = reading_of(event)
    if reading is None or _is_full_due(event, reading, rhythm, timezone.now()):
        return Due.FULL
    return _due_besides_full(event, reading, rhythm)


def due_between_pages(event: Event, rhythm: Rhythm) -> Due | None:
    """What is due of an event that is being read in full."""
    fresh = _with_reading(Event.objects.filter(pk=event.pk)).get()
    return _due_besides_full(fresh, fresh.reading, rhythm)


def is_near(event: Event, now: datetime) -> bool:
    """Whether people are about to come: it is the event's time, or somebody has its door open."""
    return door_is_open(event, now) or is_its_time(event, now)


def door_is_open(event: Event, now: datetime) -> bool:
    return event.door_open_at is not None and abs(now - event.door_open_at) < DOOR_IS_OPEN


def is_its_time(event: Event, now: datetime) -> bool:
    """Whether it is a few hours before the event, or during it, or soon after; an event without dates has no time."""
    if event.starts_at is None:
        return False
    return event.starts_at - BEFORE <= now <= (event.ends_at or event.starts_at + A_DAY) + AFTER


def is_followed(reading: Reading | None) -> bool:
    """Whether a follower was heard of lately; without one, nobody reads the event."""
    if reading is None or reading.followed_at is None:
        return False
    return not _passed(reading.followed_at, FOLLOWED_WITHIN.total_seconds())


def reading_of(event: Event) -> Reading | None:
    """None for an event that nobody has read or followed yet."""
    return getattr(event, "reading", None)


def say_followed(events: Collection[Event]) -> None:
    lately = timezone.now() - HEARTBEAT
    Reading.objects.bulk_create(
        [Reading(event=event) for event in events if reading_of(event) is None], ignore_conflicts=True
    )
    silent = [event.pk for event in events if not _is_between(reading_of(event), lately)]
    if silent:
        Reading.objects.filter(event__in=silent).update(followed_at=timezone.now())


def ask_for_a_read(event: Event) -> None:
    """A person wants it read in full, now."""
    Reading.objects.get_or_create(event=event)
    Reading.objects.filter(event=event).update(asked_at=timezone.now())


def begin_full(event: Event) -> None:
    """A full read begins; one that is cut short stays wanted."""
    Reading.objects.filter(event=event).update(asked_at=None, full_is_wanted=True)


def after_full(event: Event, calls: int, seconds: float) -> None:
    """A full read of so many calls took so long: the next rests until its calls have been made up for."""
    share = settings.KIWIFY_CALLS_PER_MINUTE * FULL_READS / _events_of_the_account(event)
    _rest(event, full_rest_until=calls * 60 / share - seconds)
    Reading.objects.filter(event=event, changes_read_at=None).update(changes_read_at=timezone.now())


def after_changes(event: Event, calls: int) -> None:
    share = settings.KIWIFY_CALLS_PER_MINUTE * CHANGES / _events_of_the_account(event)
    _rest(event, changes_rest_until=calls * 60 / share, changes_read_at=0.0)


def after_failure(event: Event, kind: Due, rhythm: Rhythm, *, for_a_person: bool) -> None:
    """This kind of read is not tried for a while: longer each time, and long where only a person can mend it."""
    reading = Reading.objects.filter(event=event)
    reading.filter(failures__lt=1000).update(failures=F("failures") + 1)
    times = reading.values_list("failures", flat=True).first() or 1
    again = min(rhythm.longest_retry, rhythm.first_retry * 2 ** min(times - 1, 10))
    rest = {Due.FULL: "full_rest_until", Due.CHANGES: "changes_rest_until", Due.ORDERS: "changes_rest_until"}[kind]
    _rest(event, **{rest: rhythm.for_a_person if for_a_person else again})


def want_full(event: Event) -> None:
    """Something was seen that only a full read decides."""
    Reading.objects.filter(event=event).update(full_is_wanted=True)


def changes_are_useless(event: Event) -> None:
    """Kiwify does not filter as asked: until the next full read, only that tells what changed."""
    Reading.objects.filter(event=event).update(changes_useless=True, full_is_wanted=True)


def left_by_full_reads(event: Event) -> float:
    """The share of an account's calls that a full read never touches: the door's, and those for changes."""
    for_changes: float = 60 / EVERYDAY.near * _events_of_the_account(event) / settings.KIWIFY_CALLS_PER_MINUTE
    return FOR_THE_DOOR + min(CHANGES, for_changes)


def _with_reading(events: QuerySet[Event]) -> QuerySet[Event]:
    told = Notice.objects.filter(event=OuterRef("pk"), read_at=None)
    missing, warned = Q(missing_since__isnull=False), ~Q(attention="")
    undecided = Participant.objects.filter(missing | warned, event=OuterRef("pk"), withdrawn_at=None)
    events = events.select_related("account", "reading").defer("reading__held")
    return events.annotate(is_told=Exists(told), is_undecided=Exists(undecided))


def _due_besides_full(event: Event, reading: Reading, rhythm: Rhythm) -> Due | None:
    now = timezone.now()
    if _are_changes_due(event, reading, rhythm, now):
        return Due.CHANGES
    told = event.is_told and not _rests(reading.changes_rest_until, now)  # type: ignore[attr-defined]
    return Due.ORDERS if told else None


def _is_full_due(event: Event, reading: Reading, rhythm: Rhythm, now: datetime) -> bool:
    if reading.asked_at:
        return True
    if _rests(reading.full_rest_until, now):
        return False
    if reading.full_read_at is None:
        return True
    hurry = reading.full_is_wanted or event.is_undecided or is_near(event, now)  # type: ignore[attr-defined]
    if reading.full_is_wanted and _passed(reading.full_read_at, rhythm.near):
        return True
    return _passed(reading.full_read_at, rhythm.full_near if hurry else rhythm.full_far)


def _are_changes_due(event: Event, reading: Reading, rhythm: Rhythm, now: datetime) -> bool:
    if reading.full_read_at is None or reading.changes_useless or _rests(reading.changes_rest_until, now):
        return False
    return _passed(reading.changes_read_at, rhythm.near if is_near(event, now) else rhythm.far)


def _passed(since: datetime | None, seconds: float) -> bool:
    """Whether so many seconds have gone by; a moment far to come was written by a clock that has been set back."""
    now = timezone.now()
    return since is None or since > now + CLOCKS_DIFFER or (now - since).total_seconds() >= seconds


def _rests(until: datetime | None, now: datetime) -> bool:
    return until is not None and now < until <= now + LONGEST_REST + CLOCKS_DIFFER


def _is_between(reading: Reading | None, lately: datetime) -> bool:
    return bool(reading and reading.followed_at and lately <= reading.followed_at <= timezone.now() + CLOCKS_DIFFER)


def _rest(event: Event, **seconds: float) -> None:
    now = timezone.now()
    longest = LONGEST_REST.total_seconds()
    moments = {name: now + timedelta(seconds=min(max(0.0, wait), longest)) for name, wait in seconds.items()}
    Reading.objects.filter(event=event).update(**moments)


def _events_of_the_account(event: Event) -> int:
    return max(1, active_events().filter(account=event.account_id).count())
