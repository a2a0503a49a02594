"""What those who make load are told: of whom to ask, how much, and which processes to watch."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NamedTuple, Self

from . import processes
from .database import postmaster_pid
from .event import SLUG, begin, fill, told_within
from .kiwify import Kiwify, Row

# Each may ask a hundred times a minute.
PROGRAMS = 40


class Cpu(NamedTuple):
    """Seconds."""

    web: float
    database: float


class Watched(NamedTuple):
    """The first process of the site, and of a database that has any."""

    web: int
    database: int | None

    def cpu(self) -> Cpu:
        return Cpu(processes.cpu_seconds(self.web), processes.cpu_seconds(self.database) if self.database else 0.0)


NOTHING = Watched(0, None)


class Effort(NamedTuple):
    """So many clients at once. In each of the `rounds` a kind is asked `block` times; heavy ones in `heavy`, once."""

    clients: int
    rounds: int
    block: int
    heavy: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`only` are names of kinds; None is all."""

    slug: str
    product_id: str
    account_id: str
    participants: int
    outside: Sequence[Row]
    people: Sequence[Row]
    tokens: Sequence[str]
    port: int = 0
    watched: Watched = NOTHING
    efforts: Sequence[Effort] = ()
    only: Sequence[str] | None = None

    def at(self, web: int, port: int) -> Self:
        """For the server that runs there."""
        return replace(self, port=port, watched=Watched(web, postmaster_pid()))

    def write(self, place: Path) -> None:
        place.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, place: Path) -> Self:
        told = json.loads(place.read_text())
        told["watched"] = Watched(*told["watched"])
        told["efforts"] = [Effort(*one) for one in told["efforts"]]
        return cls(**told)


def planned(stand_in: Kiwify, settings: Mapping[str, str], participants: int) -> Plan:
    """For the database that DATABASE_URL names, which holds so many people now."""
    begin(settings, {stand_in.product_id: SLUG})
    crowd = fill(settings, stand_in.product_id, participants)
    return Plan(
        slug=SLUG,
        product_id=stand_in.product_id,
        account_id=settings["KIWIFY_ACCOUNT_ID"],
        participants=participants,
        outside=crowd.outside,
        people=crowd.people,
        tokens=told_within("programs", stand_in.product_id, str(PROGRAMS), settings=settings),
    )
