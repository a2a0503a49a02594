"""Archiving an event that is over: its door closes, it leaves the lists and the search, and its attendance stays.

An event is active or archived, and nothing between. What is only of use at an open door goes: the pairings of its
tablets, and its rows in the index of the search, which all events share. It comes back whole, as long as nobody has
erased its people's data.
"""

import logging
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce

from . import door, notes, schedule, search, sync
from .leases import Lease
from .models import Ending, Event, Reading
from .tablets import end_all

logger = logging.getLogger(__name__)


class UnderWay(Exception):
    """It is the event's time: people may be at its door."""


class NotArchived(Exception):
    """Only what is archived can be forgotten: a read would bring it back."""


class Forgotten(Exception):
    """Its people's data was erased, so there is nobody left to let in."""


def archive(event: Event, *, person: User | None, now: datetime) -> None:
    """Close the event's door for good. The search is left soon after. Again is harmless. Raises UnderWay."""
    if event.is_active and schedule.is_its_time(event, now):
        raise UnderWay
    with transaction.atomic():
        _close(event, person, now)


def bring_back(event: Event) -> None:
    """Open the door again. Its people can be found soon after. Again is harmless. Raises Forgotten."""
    archived = Event.objects.filter(pk=event.pk, is_active=False, forgotten_at=None)
    if archived.update(is_active=True, archived_at=None, archived_by=None):
        schedule.ask_for_a_read(event)
        logger.info("Event %s is active again.", event.pk)
    elif Event.objects.filter(pk=event.pk, is_active=False).exists():
        raise Forgotten


def next_to_index() -> Event | None:
    """An event whose people stand in the index and should not any more, or not yet and should."""
    return Event.objects.exclude(is_active=F("is_indexed")).order_by("pk").first()


def index_or_leave(event: Event) -> None:
    """Bring the index of the search in step with an event that was archived or brought back.

    Who reads the event does so first, and is done before the next look. Raises LeaseLost.
    """
    lease = Lease(event)
    if not lease.take():
        return
    try:
        event.refresh_from_db()
        if event.is_active:
            search.rebuild(event, lease.renew)
        else:
            search.leave(event, lease.renew)
        Event.objects.filter(pk=event.pk, is_active=event.is_active).update(is_indexed=event.is_active)
    finally:
        lease.release()


def forget(event: Event, *, now: datetime) -> int:
    """Erase names, e-mails, CPFs, phones and what was written about people; how many people had any.

    Tickets, verdicts and so every count stay. Again is harmless, and ends what was cut short. Raises NotArchived.
    """
    if event.is_active or not Event.objects.filter(pk=event.pk, is_active=False).update(
        forgotten_at=event.forgotten_at or now
    ):
        raise NotArchived
    people = sync.erase_people(event)
    door.erase_what_was_written(event)
    notes.erase_texts(event)
    index_or_leave(event)
    search.let_go()
    logger.info("Event %s: the personal data of %s people was erased.", event.pk, people)
    return people


def over_since(moment: datetime) -> QuerySet[Event]:
    """Active events that ended before this moment, or began a day before it; those without dates are never over."""
    ended = Coalesce("ends_at", ExpressionWrapper(F("starts_at") + schedule.A_DAY, output_field=DateTimeField()))
    return Event.objects.filter(is_active=True).annotate(ended=ended).filter(ended__lt=moment)


def to_forget(days: int, *, now: datetime) -> QuerySet[Event]:
    """Events that were archived at least so many days ago and still have their people's data."""
    long_ago = Q(archived_at__lte=now - timedelta(days=days))
    return Event.objects.filter(long_ago, is_active=False, forgotten_at=None)


def _close(event: Event, person: User | None, now: datetime) -> None:
    if not Event.objects.filter(pk=event.pk, is_active=True).update(
        is_active=False, archived_at=now, archived_by=person
    ):
        return
    end_all(event, Ending.REVOKED, person=person, now=now)
    # A read that is under way has lost its lease, and keeps nothing.
    Reading.objects.filter(event=event).update(reader=None, reader_until=None, asked_at=None)
    logger.info("Event %s was archived by %s.", event.pk, person.pk if person else "a command")
