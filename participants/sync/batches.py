"""The batches of an event, as a read meets them. Part of `sync`: nobody else writes them."""

from django.db.models import Count, Q

from ..kiwify import wire
from ..models import Batch, Colour, Event


def key_of(row: wire.Participant) -> str:
    """What a batch is known by: its id, or its name where it has none; "" where the row has no batch."""
    return row.batch_id or row.batch_name


class Batches:
    """Finds or makes the batch of each row. `names` are as Kiwify has them now, by key."""

    def __init__(self, event: Event, names: dict[str, str]) -> None:
        self._event, self._names = event, names
        self._batches = {(one.kiwify_id or one.name): one for one in event.batches.all()}

    def of(self, row: wire.Participant) -> Batch | None:
        if not (key := key_of(row)):
            return None
        return self._batches.get(key) or self._make(key, row)

    def to_rename(self) -> list[tuple[Batch, str]]:
        """The batches that have another name here, with Kiwify's."""
        named = ((self._batches.get(key), name) for key, name in self._names.items())
        return [(batch, name) for batch, name in named if batch and name and batch.name != name]

    def _make(self, key: str, row: wire.Participant) -> Batch:
        # Every batch starts with a colour of its own, as long as there are colours.
        colour = Colour.values[len(self._batches) % len(Colour.values)]
        name = self._names.get(key) or row.batch_name
        batch, _made = Batch.objects.get_or_create(
            event=self._event,
            kiwify_id=row.batch_id,
            **({} if row.batch_id else {"name": name}),
            defaults={"name": name, "colour": colour},
        )
        self._batches[key] = batch
        return batch


def count_tickets(event: Event) -> None:
    """Write down how many tickets of each batch Kiwify lists; only where that changed."""
    listed = Count("participants", filter=Q(participants__withdrawn_at=None))
    for batch in event.batches.order_by().annotate(listed=listed):
        if batch.tickets != batch.listed:
            Batch.objects.filter(pk=batch.pk).update(tickets=batch.listed)
