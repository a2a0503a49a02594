"""Who is at a tablet: staff of the event who say so with their PIN. A tablet that nobody works at locks itself."""

from datetime import datetime, timedelta

from .. import throttles
from ..models import Event, Membership, Tablet
from ..unhurried import if_not_busy
from .pins import is_pin_of, staff_of, tries_of

LOCKS_AFTER = timedelta(minutes=5)
NOTED_EVERY = timedelta(seconds=30)
# What only staff may open, for so long after a PIN.
OPEN_FOR = timedelta(minutes=2)
# A PIN is given once for a shift.
A_SHIFT = timedelta(hours=12)


class WrongPin(Exception):
    """This is not the PIN of this person."""


def say_who(tablet: Tablet, membership: Membership, pin: str, *, now: datetime) -> None:
    """From now on this person is at the tablet. Raises WrongPin, and throttles.TriedTooOften."""
    tries = tries_of(membership, tablet)
    for key, most, within in tries:
        throttles.book(key, most=most, within=within, now=now)
    if not is_pin_of(membership, pin):
        raise WrongPin
    for key, _most, _within in tries:
        throttles.give_back(key)
    tablet.person, tablet.pin_at, tablet.worked_at = membership.user, now, now
    tablet.save(update_fields=["person", "pin_at", "worked_at"])


def leave(tablet: Tablet) -> None:
    """A shift ends: nobody is at the tablet, which stays paired."""
    tablet.person = tablet.pin_at = tablet.worked_at = None
    tablet.save(update_fields=["person", "pin_at", "worked_at"])


def who_is_at(tablet: Tablet, now: datetime) -> Membership | None:
    """Who said to be at the tablet, works at its event still, and has done something there lately."""
    if not (tablet.event.asks_who and tablet.person and tablet.person.is_active):
        return None
    if not (_is_within(tablet.worked_at, LOCKS_AFTER, now) and _is_within(tablet.pin_at, A_SHIFT, now)):
        return None
    return Membership.objects.filter(user=tablet.person, event=tablet.event_id).first()


def asks_who(event: Event) -> bool:
    """Whether nothing is done at the event's tablets before somebody says who they are."""
    return event.asks_who and staff_of(event).exists()


def has_just_said_who(tablet: Tablet, now: datetime) -> bool:
    """Whether what is for staff's hands may be opened: a PIN was given just now, or this event asks for none."""
    return _is_within(tablet.pin_at, OPEN_FOR, now) or not asks_who(tablet.event)


def note_work(tablet: Tablet, now: datetime) -> None:
    """Somebody works here: it does not lock. Written down twice a minute at most."""
    if tablet.worked_at and now - tablet.worked_at < NOTED_EVERY:
        return
    with if_not_busy():
        Tablet.objects.filter(pk=tablet.pk, worked_at=tablet.worked_at).update(worked_at=now)


def _is_within(moment: datetime | None, span: timedelta, now: datetime) -> bool:
    return moment is not None and now - moment < span
