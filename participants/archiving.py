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
    """Close the event's door for good. Again is harmless, and ends what was cut short.

    The search is left a portion at a time, so that nobody at another door waits for it. Raises UnderWay.
    """
    if event.is_active and schedule.is_its_time(event, now):
        raise UnderWay
    with transaction.atomic():
        _close(event, person, now)
    search.leave(event)


def bring_back(event: Event) -> None:
    """Make everybody findable again, and then open the door. Again is harmless. Raises Forgotten."""
    if event.forgotten_at:
        raise Forgotten
    if event.is_active:
        return
    search.rebuild(event)
    archived = Event.objects.filter(pk=event.pk, is_active=False, forgotten_at=None)
    if archived.update(is_active=True, archived_at=None, archived_by=None):
        schedule.ask_for_a_read(event)
        logger.info("Event %s is active again.", event.pk)


def forget(event: Event, *, now: datetime) -> int:
    """Erase names, e-mails, CPFs, phones and what was written about people; how many people had any.

    Tickets, verdicts and so every count stay. Again is harmless, and ends what was cut short. Raises NotArchived.
    """
    if event.is_active or not Event.objects.filter(pk=event.pk, is_active=False).update(
        forgotten_at=event.forgotten_at or now
    ):
        raise NotArchived
    people = sync.erase_people(event)
    door.erase_reasons(event)
    notes.erase_texts(event)
    search.leave(event)
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
