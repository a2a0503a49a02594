"""Who came and who is inside, by checkpoint and by batch. All are people, however often they were let in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from .. import counters
from ..models import Batch, CheckIn, Checkpoint, Event


@dataclass(frozen=True, slots=True)
class CheckpointTally:
    checkpoint: Checkpoint
    checked_in: int
    inside: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class BatchTally:
    """`batch` is None for tickets without one, whose number Kiwify does not tell."""

    batch: Batch | None
    checked_in: int
    inside: int

    @property
    def tickets(self) -> int | None:
        return self.batch.tickets if self.batch else None

    @property
    def missing(self) -> int | None:
        """Tickets whose people have not come."""
        return None if self.tickets is None else max(0, self.tickets - self.checked_in)


def by_checkpoint(event: Event) -> Sequence[CheckpointTally]:
    """In the organizer's order."""
    return [
        CheckpointTally(checkpoint, numbers.checked_in, numbers.inside, numbers.awaited)
        for checkpoint, numbers in counters.count_each(event)
    ]


def by_batch(event: Event) -> Sequence[BatchTally]:
    """The event's batches by name, those with tickets or people; then people without a batch, if any came."""
    people = Count("participant", distinct=True)
    inside = Count("participant", distinct=True, filter=Q(closed_at=None))
    admissions = CheckIn.objects.standing().filter(event=event).order_by()
    counted = {
        key: (came, there)
        for key, came, there in admissions.values_list("participant__batch").annotate(came=people, there=inside)
    }
    batches: list[Batch | None] = [*event.batches.all(), None]
    tallies = [BatchTally(batch, *counted.get(batch.pk if batch else None, (0, 0))) for batch in batches]
    return [one for one in tallies if one.checked_in or one.tickets]
