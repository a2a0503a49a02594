"""How fast people come in now, and when everybody would be in at this pace."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from ..models import CheckIn, Event
from .arrivals import first_admissions

PACE_OVER = timedelta(minutes=5)
# Fewer arrivals than this tell of chance, not of a pace; and nobody plans by what is further away.
FEWEST = 10
FURTHEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Pace:
    """People who arrived in the last five minutes, in all and admissions by tablet (by its key)."""

    arrived: int
    by_tablet: dict[object, int]

    @property
    def per_minute(self) -> float:
        """With one decimal below ten."""
        return per_minute(self.arrived)

    def of_tablet(self, key: object) -> float:
        return per_minute(self.by_tablet.get(key, 0))


def per_minute(people: int) -> float:
    rate = people / (PACE_OVER / timedelta(minutes=1))
    return round(rate) if rate >= 10 else round(rate, 1)


def pace_of(event: Event, now: datetime) -> Pace:
    """The pace of the five minutes before `now`, by when people arrived.

    People are counted once, at their first admission that stands. A queue that was sent late counts for when it
    happened. A tablet's pace counts all it let in, whether or not they had entered elsewhere before.
    """
    since = now - PACE_OVER
    recent = {"recorded_at__gte": since, "happened_at__gte": since}
    first = first_admissions(event).filter(**recent)
    at_tablets = CheckIn.objects.standing().filter(Q(**recent), event=event).exclude(tablet=None).order_by()
    return Pace(first.count(), dict(at_tablets.values_list("tablet").annotate(people=Count("pk"))))


def finish(expected: int | None, arrived: int, now: datetime) -> datetime | None:
    """When the last of `expected` would be in, with `arrived` in the last five minutes; None rather than nonsense."""
    if not expected or expected < 0 or arrived < FEWEST:
        return None
    takes = expected / arrived * PACE_OVER
    return now + takes if takes <= FURTHEST else None
