"""Adding an event: its address, and the checkpoint everybody can be checked in at. And whether its door is open."""

import time
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from .models import Account, Checkpoint, Colour, Event, Membership, Role
from .unhurried import if_not_busy

NOTED_EVERY = 30.0
_noted: dict[int, float] = {}


class AlreadyAdded(Exception):
    """This Kiwify product is an event here already."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"This product is an event already: {event.name}.")
        self.event = event


def add_event(*, product_id: str, name: str, account: Account, organizer: User | None = None, **details: Any) -> Event:
    """A new event with a free address and its first checkpoint, still to be read; `details` are fields of it.

    Raises AlreadyAdded, and ValidationError for a product id, a name or a detail that cannot be.
    """
    try:
        return _add(product_id, name, account, organizer, details)
    except IntegrityError:  # somebody added it, or took its address, between our look and our writing
        return _add(product_id, name, account, organizer, details)


@transaction.atomic
def _add(product_id: str, name: str, account: Account, organizer: User | None, details: dict[str, Any]) -> Event:
    if event := Event.objects.filter(product_id=product_id).first():
        raise AlreadyAdded(event)
    # The first in the house's own green, and the next ones told apart from it.
    colour = Colour.values[(Event.objects.count() + Colour.values.index(Colour.TEAL)) % len(Colour)]
    event = Event(account=account, product_id=product_id, name=name, slug=free_slug(name), colour=colour, **details)
    event.full_clean()
    event.save()
    add_first_checkpoint(event)
    if organizer:
        Membership.objects.create(user=organizer, event=event, role=Role.ORGANIZER)
    return event


def add_first_checkpoint(event: Event) -> None:
    Checkpoint.objects.get_or_create(event=event, name=_("Entrance"))


def free_slug(name: str) -> str:
    """An address made of the name, with a number where it is taken: noite-2."""
    base = slugify(name)[:70] or "event"
    taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


def note_open_door(event: Event) -> None:
    """Somebody has the event's door open, so that it is read more often. An archived one has none.

    Every tablet says so every few seconds, and each process writes it down twice a minute at most, if it need not wait.
    """
    if not event.is_active or time.monotonic() - _noted.get(event.pk, -NOTED_EVERY) < NOTED_EVERY:
        return
    _noted[event.pk] = time.monotonic()
    now = timezone.now()
    if event.door_open_at and timedelta(0) <= now - event.door_open_at < timedelta(seconds=NOTED_EVERY):
        return
    with if_not_busy():
        Event.objects.filter(pk=event.pk).update(door_open_at=now)
