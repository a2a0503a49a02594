"""How full the hall is."""

from dataclasses import dataclass
from enum import StrEnum

from ..counters import Counters
from ..models import Event


class Level(StrEnum):
    FREE = "free"
    NEARLY_FULL = "nearly_full"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Capacity:
    """The people inside against the places there are; `warns_at` is the per cent an organizer set."""

    inside: int
    places: int
    warns_at: int

    @property
    def percent(self) -> int:
        """Whole per cent, cut off: 100 only when it is full, and more when it is more than full."""
        return self.inside * 100 // self.places

    @property
    def bar(self) -> int:
        return min(self.percent, 100)

    @property
    def level(self) -> Level:
        if self.inside >= self.places:
            return Level.FULL
        return Level.NEARLY_FULL if self.inside * 100 >= self.places * self.warns_at else Level.FREE


def capacity_of(event: Event, counters: Counters) -> Capacity | None:
    """None where neither an organizer nor Kiwify has told how many places there are."""
    if not counters.places:
        return None
    return Capacity(counters.inside, counters.places, event.warns_at)
