"""PINs: four digits by which staff say at a tablet who they are, each good at one event."""

import secrets
from datetime import timedelta
from itertools import pairwise

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from ..models import Event, Membership, Tablet, Throttle

AN_HOUR = timedelta(hours=1)


def new_pin() -> str:
    """Four digits that are not easily guessed."""
    while is_easy(pin := f"{secrets.randbelow(10_000):04}"):
        pass
    return pin


def set_pin(membership: Membership, pin: str) -> None:
    """Give somebody a PIN of four digits at this event; who came to a tablet by the one before is there no more.

    Raises ValidationError for one that is easily guessed.
    """
    if len(pin) != 4 or not (pin.isascii() and pin.isdigit()):
        raise ValidationError(_("A PIN has four digits."))
    if is_easy(pin):
        raise ValidationError(_("This PIN is easily guessed. Choose another."))
    membership.pin_hash = _hash(membership, pin, settings.SECRET_KEY)
    membership.save(update_fields=["pin_hash"])
    forget_tries(membership)
    Tablet.objects.filter(event=membership.event_id, person=membership.user_id).update(
        person=None, pin_at=None, worked_at=None
    )


def tries_of(membership: Membership, tablet: Tablet) -> list[tuple[str, int, timedelta]]:
    """What a try of somebody's PIN is counted as, how often it may be made, and within which time.

    One tablet keeps nobody out of another: what is counted over all of them leaves room for a bored guest at one.
    """
    somebody, here = f"pin {membership.pk} ", f"pin {membership.pk} {tablet.pk.hex} "
    return [(f"{here}now", 5, timedelta(minutes=2)), (f"{here}hour", 15, AN_HOUR), (f"{somebody}hour", 60, AN_HOUR)]


def forget_tries(membership: Membership) -> None:
    Throttle.objects.filter(key__startswith=f"pin {membership.pk} ").delete()


def is_pin_of(membership: Membership, pin: str) -> bool:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(membership.pin_hash, _hash(membership, pin, key)) for key in keys)


def is_easy(pin: str) -> bool:
    """Whether its digits are all the same, or go up or down by one."""
    return {int(after) - int(before) for before, after in pairwise(pin)} in ({0}, {1}, {-1})


def staff_of(event: Event) -> QuerySet[Membership]:
    """Who can say at a tablet that it is them, by name."""
    with_pin = event.memberships.filter(user__is_active=True).exclude(pin_hash="")
    return with_pin.select_related("user").order_by("user__first_name", "user__username")


def _hash(membership: Membership, pin: str, key: str) -> str:
    # Ten thousand PINs are tried in a moment whatever the hash: what keeps them is our key, which no database holds.
    return salted_hmac("participants.tablets.pin", f"{membership.pk} {pin}", secret=key, algorithm="sha256").hexdigest()
