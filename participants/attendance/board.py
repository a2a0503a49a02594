"""All that a board shows, taken at one moment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..counters import Counters
from ..models import CheckIn, Event
from .arrivals import Arrivals
from .at_work import AtWork, at_work
from .capacity import Capacity, capacity_of
from .doubles import open_doubles
from .glance import Glance
from .latest import latest
from .pace import Pace, finish, pace_of
from .tallies import BatchTally, CheckpointTally, by_checkpoint


@dataclass(frozen=True, slots=True)
class Board:
    mark: str
    taken_at: datetime
    event: Event
    counters: Counters
    capacity: Capacity | None
    pace: Pace
    checkpoints: Sequence[CheckpointTally]
    batches: Sequence[BatchTally]
    arrivals: Arrivals
    tablets: Sequence[AtWork]
    latest: Sequence[CheckIn]
    doubles: int

    @property
    def to_come(self) -> int | None:
        """Tickets issued whose people have not come; None until Kiwify has told how many there are."""
        issued = self.counters.issued_tickets
        return None if issued is None else max(0, issued - self.counters.checked_in)

    @property
    def peak(self) -> tuple[datetime, int] | None:
        """The minute in which most people came, the first of several, and how many; None where nobody came."""
        of_minute: Counter[datetime] = Counter()
        for (minute, _gate), people in self.arrivals.items():
            of_minute[minute] += people
        return min(of_minute.items(), key=lambda one: (-one[1], one[0])) if of_minute else None

    @property
    def finish(self) -> datetime | None:
        return finish(self.to_come, self.pace.arrived, self.taken_at)


def take(glance: Glance, arrivals: Arrivals, batches: Sequence[BatchTally], now: datetime) -> Board:
    event = glance.event
    pace = pace_of(event, now)
    return Board(
        mark=glance.mark,
        taken_at=now,
        event=event,
        counters=glance.counters,
        capacity=capacity_of(event, glance.counters),
        pace=pace,
        checkpoints=by_checkpoint(event),
        batches=batches,
        arrivals=arrivals,
        tablets=at_work(event, pace, now),
        latest=latest(event),
        doubles=open_doubles(event),
    )
