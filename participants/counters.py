"""The numbers of an event: Kiwify's own totals beside our check-ins. All are tickets, which is people."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from .by_hand import rows
from .models import CheckIn, Checkpoint, Event, Tally


@dataclass(frozen=True, slots=True)
class Counters:
    """Kiwify's totals are None until the first complete read, or where Kiwify left one out.

    `capacity`: the places in the hall, where an organizer gave another number than Kiwify's; else None.
    `expected`: the tickets that a checkpoint admits, where it admits only some batches; else None.
    `checked_in`: people with an admission that was not undone. `inside`: people whose admission is open.
    `version` grows with each that comes or goes.
    """

    max_tickets: int | None
    issued_tickets: int | None
    sold_tickets: int | None
    available: int | None
    checked_in: int
    inside: int
    read_at: datetime | None
    changed_at: datetime | None = None
    expected: int | None = None
    capacity: int | None = None
    version: int = 0

    @property
    def places(self) -> int | None:
        """The places there are: the organizer's word before Kiwify's."""
        return self.max_tickets if self.capacity is None else self.capacity

    @property
    def courtesies(self) -> int | None:
        if self.issued_tickets is None or self.sold_tickets is None:
            return None
        return max(0, self.issued_tickets - self.sold_tickets)

    @property
    def percent_in(self) -> int | None:
        return percent_of(self.checked_in, self.awaited)

    @property
    def awaited(self) -> int | None:
        """The tickets that may come in here: those of the checkpoint's batches, or all that were issued."""
        return self.issued_tickets if self.expected is None else self.expected

    @property
    def mark(self) -> str:
        """Differs as soon as somebody came or left, or a read changed a ticket: what a tablet has seen."""
        changed = int(self.changed_at.timestamp() * 1000) if self.changed_at else 0
        return f"{self.version}.{changed}"

    def as_json(self) -> dict[str, object]:
        told = asdict(self) | {"read_at": _iso(self.read_at), "changed_at": _iso(self.changed_at)}
        del told["version"]
        return told


# People who came, people inside, and the version; without a tally nobody was let in yet.
type _Numbers = tuple[int, int, int]
NOBODY: _Numbers = (0, 0, 0)


def percent_of(people: int, awaited: int | None) -> int | None:
    """Whole per cent of those who may come that did, 100 only for all; None where nobody may."""
    if not awaited:
        return None
    rounded = round(people * 100 / awaited)
    return rounded if people >= awaited else min(rounded, 99)


def count(event: Event, checkpoint: Checkpoint | None = None) -> Counters:
    """The event's numbers now; with a checkpoint, the people who were admitted there."""
    expected = _expected(checkpoint) if checkpoint and checkpoint.admits_some else None
    return _counters(event, _tally(event, checkpoint), expected)


def count_each(event: Event) -> list[tuple[Checkpoint, Counters]]:
    """Every checkpoint of the event with its numbers, however many there are in the same few queries."""
    tallies = Tally.objects.filter(event=event).values_list("checkpoint", "checked_in", "inside", "version")
    numbers: dict[int | None, _Numbers] = {checkpoint: (came, here, new) for checkpoint, came, here, new in tallies}
    return [
        (one, _counters(event, numbers.get(one.pk, NOBODY), _expected(one)))
        for one in event.checkpoints.prefetch_related("batches")
    ]


def people(event: Event, checkpoint: Checkpoint | None = None) -> tuple[int, int]:
    """Who came and who is inside, counted in the log."""
    where = CheckIn.objects.filter(event=event) if checkpoint is None else CheckIn.objects.filter(checkpoint=checkpoint)
    admissions = where.standing()
    return _people(admissions), _people(admissions.filter(closed_at=None))


def _counters(event: Event, numbers: _Numbers, expected: int | None) -> Counters:
    checked_in, inside, version = numbers
    return Counters(
        max_tickets=event.max_tickets,
        issued_tickets=event.issued_tickets,
        sold_tickets=event.sold_tickets,
        available=event.available,
        checked_in=checked_in,
        inside=inside,
        version=version,
        read_at=event.read_at,
        changed_at=event.changed_at,
        expected=expected,
        capacity=event.capacity,
    )


def _tally(event: Event, checkpoint: Checkpoint | None) -> _Numbers:
    # By hand: as a queryset it costs more than all else that a poll asks.
    where = "event_id = %s AND checkpoint_id IS NULL" if checkpoint is None else "checkpoint_id = %s"
    found = rows(
        f"SELECT checked_in, inside, version FROM {Tally._meta.db_table} WHERE {where}",  # noqa: S608
        [event.pk if checkpoint is None else checkpoint.pk],
    )
    return found[0] if found else NOBODY


def _expected(checkpoint: Checkpoint) -> int | None:
    batches = checkpoint.batches.all()
    return sum(batch.tickets for batch in batches) if batches else None


def _people(admissions: QuerySet[CheckIn]) -> int:
    # One query for each number: together they cost the database more than twice as much.
    people: int = admissions.aggregate(people=Count("participant", distinct=True))["people"]
    return people


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
