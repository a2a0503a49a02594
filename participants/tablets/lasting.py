"""How long a tablet stays paired: until somebody ends it, or its event is over."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User

from ..models import Ending, Event, Pairing, Tablet

AFTER_THE_EVENT = timedelta(hours=6)
A_NIGHT = timedelta(days=1)
# An event that does not say when it is.
A_WEEK = timedelta(days=7)


def is_paired(tablet: Tablet, now: datetime) -> bool:
    """Whether it may still work: nobody has ended it, its event is active and not long over."""
    return tablet.ended_at is None and tablet.event.is_active and now < lasts_until(tablet)


def lasts_until(tablet: Tablet) -> datetime:
    event: Event = tablet.event
    over = event.ends_at or (event.starts_at and event.starts_at + A_NIGHT)
    return over + AFTER_THE_EVENT if over else tablet.paired_at + A_WEEK


def end(tablet: Tablet, how: Ending, *, person: User | None, now: datetime) -> None:
    """From its next request on it is no tablet of ours. Twice is harmless."""
    Tablet.objects.filter(pk=tablet.pk, ended_at=None).update(ended_at=now, ended_how=how, ended_by=person)


def end_all(event: Event, how: Ending, *, person: User | None, now: datetime) -> None:
    """End every tablet of the event, and every invitation to become one."""
    Tablet.objects.paired().filter(event=event).update(ended_at=now, ended_how=how, ended_by=person)
    Pairing.objects.filter(event=event, used_at=None).update(expires_at=now)
