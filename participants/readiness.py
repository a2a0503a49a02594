"""Whether the door would know its guests if it opened now: the list, its age, the checkpoint's hours."""

from dataclasses import dataclass
from datetime import datetime

from . import freshness
from .models import Checkpoint, Event
from .tablets import State


@dataclass(frozen=True, slots=True)
class Readiness:
    """`tickets` are those that could be let in; `opens_at` is when the checkpoint will open, if it has not yet."""

    tickets: int
    read_at: datetime | None
    is_fresh: bool
    is_open: bool
    opens_at: datetime | None

    @property
    def state(self) -> State:
        if not self.tickets:
            return State.RED
        return State.GREEN if self.is_fresh and self.is_open else State.AMBER


def readiness(event: Event, checkpoint: Checkpoint, *, now: datetime) -> Readiness:
    opens_at = checkpoint.opens_at
    return Readiness(
        tickets=event.participants.filter(withdrawn_at=None).count(),
        read_at=event.read_at,
        is_fresh=freshness.level(event.read_at) != freshness.OLD,
        is_open=checkpoint.is_open_at(now),
        opens_at=opens_at if opens_at and now < opens_at else None,
    )
