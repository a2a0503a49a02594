"""The log of who saw or took away people's data. Written before the first byte leaves, and never changed."""

from datetime import datetime

from django.contrib.auth.models import User

from .models import AccessEntry, Event, Seen

LONGEST = 300


def record_access(
    event: Event, what: Seen, *, person: User, people: int, now: datetime, details: str = ""
) -> AccessEntry:
    """Write down that this person got this much of people's data; `details` says which of it, without the data."""
    return AccessEntry.objects.create(
        event=event, what=what, person=person, people=people, at=now, details=details[:LONGEST]
    )
