"""Whether anything on the board changed: the little that must be asked to know it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from .. import counters
from ..counters import Counters
from ..models import CheckIn, Event

# Ages in words, the pace and silent tablets change by themselves: so often, in seconds, they are looked at again.
TICK = 5


@dataclass(frozen=True, slots=True)
class Glance:
    event: Event
    counters: Counters
    newest: datetime | None
    heard_of: datetime | None
    tick: int

    @property
    def mark(self) -> str:
        """Differs as soon as a board would show something else. The same in every process."""
        moments = (self.event.read_at, self.newest, self.heard_of)
        parts = (str(int(one.timestamp() * 1_000_000)) if one else "0" for one in moments)
        settings = (str(self.counters.places), str(self.event.warns_at), str(int(self.event.is_active)))
        return ".".join((self.counters.mark, *parts, *settings, str(self.tick)))


def glance(event_key: int, now: datetime) -> Glance:
    event = Event.objects.get(pk=event_key)
    return Glance(
        event=event,
        counters=counters.count(event),
        newest=CheckIn.objects.filter(event=event).aggregate(newest=Max("recorded_at"))["newest"],
        heard_of=event.tablets.paired().aggregate(heard_of=Max("seen_at"))["heard_of"],
        tick=int(now.timestamp()) // TICK,
    )
