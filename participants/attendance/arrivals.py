"""When people arrived, by gate, minute for minute."""

from collections import Counter
from datetime import UTC, datetime

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, When
from django.db.models.functions import Cast, Least, Substr

from ..door import OLDEST_QUEUE
from ..models import CheckIn, Event, Source
from ..models.checkins import CheckInQuerySet

# People by the minute in which they arrived and the gate; "" where the check-in names none.
type Arrivals = Counter[tuple[datetime, str]]

A_MINUTE = len("2026-11-22 20:15")


def first_admissions(event: Event) -> CheckInQuerySet:
    """One standing admission for each person who came: the first that we heard of, at whatever checkpoint.

    `arrived_at` is the tablet's word, for one that was offline tells it later; but nobody arrives after we heard of
    it, nor days before unless a paper says so, whatever a tablet's clock does.
    """
    # By person alone: given the event too, SQLite would walk its whole log for each of them.
    earlier = CheckIn.objects.standing().filter(
        participant=OuterRef("participant"), recorded_at__lt=OuterRef("recorded_at")
    )
    admissions = CheckIn.objects.standing().filter(~Exists(earlier), event=event)
    too_old = Q(happened_at__lt=F("recorded_at") - OLDEST_QUEUE) & ~Q(source=Source.PAPER)
    told = Case(When(too_old, then=F("recorded_at")), default=F("happened_at"))
    return admissions.annotate(arrived_at=Least(told, "recorded_at")).order_by()


def arrivals(event: Event, **recorded: datetime) -> Arrivals:
    """Everybody's arrival; with `recorded_at__gte` or `recorded_at__lt`, of those whom we heard of since or before."""
    admissions = first_admissions(event).filter(**recorded)
    # Both databases write a moment of UTC so, and cut it faster than they reckon with it.
    minute = Substr(Cast(F("arrived_at"), CharField()), 1, A_MINUTE)
    rows = admissions.annotate(minute=minute).values_list("minute", "gate").annotate(people=Count("pk"))
    return Counter({(_moment(minute), gate): people for minute, gate, people in rows})


def _moment(minute: str) -> datetime:
    return datetime.fromisoformat(minute).replace(tzinfo=UTC)
