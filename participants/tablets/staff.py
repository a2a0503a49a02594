"""Who is at a tablet: staff of the event who say so with their PIN. A tablet that nobody works at locks itself."""

from datetime import datetime, timedelta
from itertools import pairwise

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from .. import throttles
from ..models import Event, Membership, Tablet

LOCKS_AFTER = timedelta(minutes=5)
NOTED_EVERY = timedelta(seconds=30)
# What only staff may open, for so long after a PIN.
OPEN_FOR = timedelta(minutes=2)
# Tries of PINs at one tablet: a quick hand's mistakes, and an hour's patience.
TRIES = ((5, timedelta(minutes=2)), (20, timedelta(hours=1)))


class WrongPin(Exception):
    """This is not the PIN of this person."""


def set_pin(membership: Membership, pin: str) -> None:
    """Give somebody a PIN of four digits at this event. Raises ValidationError for one that is easily guessed."""
    must_be_a_pin(pin)
    membership.pin_hash = _hash(membership, pin, settings.SECRET_KEY)
    membership.save(update_fields=["pin_hash"])


def must_be_a_pin(pin: str) -> None:
    if len(pin) != 4 or not (pin.isascii() and pin.isdigit()):
        raise ValidationError(_("A PIN has four digits."))
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise ValidationError(_("This PIN is easily guessed. Choose another."))


def staff_of(event: Event) -> QuerySet[Membership]:
    """Who can say at a tablet that it is them, by name."""
    with_pin = event.memberships.filter(user__is_active=True).exclude(pin_hash="")
    return with_pin.select_related("user").order_by("user__first_name", "user__username")


def say_who(tablet: Tablet, membership: Membership, pin: str, *, now: datetime) -> None:
    """From now on this person is at the tablet. Raises WrongPin, and throttles.TriedTooOften."""
    tries = f"pin {tablet.pk.hex}"
    for number, (most, within) in enumerate(TRIES):
        throttles.book(f"{tries} {number}", most=most, within=within, now=now)
    if not _is_pin_of(membership, pin):
        raise WrongPin
    for number in range(len(TRIES)):
        throttles.give_back(f"{tries} {number}")
    tablet.person, tablet.pin_at, tablet.worked_at = membership.user, now, now
    tablet.save(update_fields=["person", "pin_at", "worked_at"])


def leave(tablet: Tablet) -> None:
    """A shift ends: nobody is at the tablet, which stays paired."""
    tablet.person = tablet.pin_at = tablet.worked_at = None
    tablet.save(update_fields=["person", "pin_at", "worked_at"])


def is_locked(tablet: Tablet, now: datetime) -> bool:
    """Whether somebody has to say who they are before anything is done here."""
    if not tablet.event.asks_who:
        return False
    is_at_work = tablet.worked_at is not None and now - tablet.worked_at < LOCKS_AFTER
    return not (tablet.person_id and is_at_work) and staff_of(tablet.event).exists()


def has_just_said_who(tablet: Tablet, now: datetime) -> bool:
    """Whether what is for staff's hands may be opened: a PIN was given just now, or this event asks for none."""
    just_now = tablet.pin_at is not None and now - tablet.pin_at < OPEN_FOR
    return just_now or not (tablet.event.asks_who and staff_of(tablet.event).exists())


def note_work(tablet: Tablet, now: datetime) -> None:
    """Somebody works here: it does not lock. Written down twice a minute at most."""
    if tablet.worked_at and now - tablet.worked_at < NOTED_EVERY:
        return
    Tablet.objects.filter(Q(worked_at=tablet.worked_at), pk=tablet.pk).update(worked_at=now)


def _is_pin_of(membership: Membership, pin: str) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(membership.pin_hash, _hash(membership, pin, key)) for key in keys)


def _hash(membership: Membership, pin: str, key: str) -> str:
    # Ten thousand PINs are tried in a moment whatever the hash: what keeps them is our key, which no database holds.
    return salted_hmac("participants.tablets.pin", f"{membership.pk} {pin}", secret=key, algorithm="sha256").hexdigest()
