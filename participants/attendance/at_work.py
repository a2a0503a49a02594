"""The tablets at the gates: who is there, when each was heard of last, and how fast it works."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..models import Event, Tablet
from .pace import Pace

# A tablet tells of itself every few seconds; these are many such times.
SILENT_AFTER = timedelta(seconds=30)
LOW_BATTERY = 20


@dataclass(frozen=True, slots=True)
class AtWork:
    tablet: Tablet
    per_minute: float
    is_silent: bool

    @property
    def is_running_low(self) -> bool:
        battery = self.tablet.battery
        return battery is not None and battery <= LOW_BATTERY and not self.tablet.is_charging


def at_work(event: Event, pace: Pace, now: datetime) -> Sequence[AtWork]:
    """The event's paired tablets, by gate and number."""
    tablets = event.tablets.paired().select_related("person")
    return [AtWork(one, pace.of_tablet(one.pk), now - one.seen_at > SILENT_AFTER) for one in tablets]
