"""How often something may be tried: counted in the database, so that every process and machine counts together."""

from datetime import datetime, timedelta

from django.db.models import Case, F, Q, Value, When

from .models import Throttle


class TriedTooOften(Exception):
    """This was tried too often; it may be tried again at `again_at`."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at)
        self.again_at = again_at


def book(key: str, *, most: int, within: timedelta, now: datetime) -> None:
    """Count one try of `key`, before it is made: `most` in each stretch of time `within`. Raises TriedTooOften."""
    Throttle.objects.get_or_create(key=key, defaults={"since": now})
    # A stretch that begins later than now was left by a clock set back.
    over = Q(since__lte=now - within) | Q(since__gt=now)
    booked = Throttle.objects.filter(Q(over) | Q(count__lt=most), key=key).update(
        since=Case(When(over, then=Value(now)), default=F("since")),
        count=Case(When(over, then=Value(1)), default=F("count") + 1),
    )
    if not booked:
        raise TriedTooOften(Throttle.objects.get(key=key).since + within)


def give_back(key: str) -> None:
    """The try that was booked was no wrong guess: it does not count."""
    Throttle.objects.filter(key=key, count__gt=0).update(count=F("count") - 1)
