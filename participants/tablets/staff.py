"""Who is at a tablet: staff of the event who say so with their PIN. A tablet that nobody works at locks itself."""

from datetime import datetime, timedelta

from django.db.models import Q

from .. import throttles
from ..models import Event, Membership, Tablet
from .pins import is_pin_of, staff_of

LOCKS_AFTER = timedelta(minutes=5)
NOTED_EVERY = timedelta(seconds=30)
# What only staff may open, for so long after a PIN.
OPEN_FOR = timedelta(minutes=2)
# Tries of PINs at one tablet: a quick hand's mistakes, and an hour's patience.
TRIES = ((5, timedelta(minutes=2)), (20, timedelta(hours=1)))


class WrongPin(Exception):
    """This is not the PIN of this person."""


def say_who(tablet: Tablet, membership: Membership, pin: str, *, now: datetime) -> None:
    """From now on this person is at the tablet. Raises WrongPin, and throttles.TriedTooOften."""
    tries = f"pin {tablet.pk.hex}"
    for number, (most, within) in enumerate(TRIES):
        throttles.book(f"{tries} {number}", most=most, within=within, now=now)
    if not is_pin_of(membership, pin):
        raise WrongPin
    for number in range(len(TRIES)):
        throttles.give_back(f"{tries} {number}")
    tablet.person, tablet.pin_at, tablet.worked_at = membership.user, now, now
    tablet.save(update_fields=["person", "pin_at", "worked_at"])


def leave(tablet: Tablet) -> None:
    """A shift ends: nobody is at the tablet, which stays paired."""
    tablet.person = tablet.pin_at = tablet.worked_at = None
    tablet.save(update_fields=["person", "pin_at", "worked_at"])


def who_is_at(tablet: Tablet, now: datetime) -> Membership | None:
    """Who said to be at the tablet, works at its event still, and has done something there lately."""
    is_at_work = tablet.worked_at is not None and now - tablet.worked_at < LOCKS_AFTER
    if not (tablet.event.asks_who and tablet.person and tablet.person.is_active and is_at_work):
        return None
    return Membership.objects.filter(user=tablet.person, event=tablet.event_id).first()


def asks_who(event: Event) -> bool:
    """Whether nothing is done at the event's tablets before somebody says who they are."""
    return event.asks_who and staff_of(event).exists()


def has_just_said_who(tablet: Tablet, now: datetime) -> bool:
    """Whether what is for staff's hands may be opened: a PIN was given just now, or this event asks for none."""
    return (tablet.pin_at is not None and now - tablet.pin_at < OPEN_FOR) or not asks_who(tablet.event)


def note_work(tablet: Tablet, now: datetime) -> None:
    """Somebody works here: it does not lock. Written down twice a minute at most."""
    if tablet.worked_at and now - tablet.worked_at < NOTED_EVERY:
        return
    Tablet.objects.filter(Q(worked_at=tablet.worked_at), pk=tablet.pk).update(worked_at=now)
