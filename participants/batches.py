"""The batches of an event, as a read meets them. Part of `sync`: nobody else writes them."""

from .kiwify import wire
from .models import Batch, Event


class Batches:
    """Finds or makes the batch of each row; a batch that Kiwify renamed is renamed here."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._batches = {(one.kiwify_id or one.name): one for one in event.batches.all()}
        self._met: set[str] = set()

    def of(self, row: wire.Participant) -> Batch | None:
        """The row's batch, known by its id, or by its name where it has none; None where it has neither."""
        key = row.batch_id or row.batch_name
        if not key:
            return None
        batch = self._batches.get(key) or self._make(key, row)
        if key not in self._met:
            self._met.add(key)
            self._rename(batch, row.batch_name)
        return batch

    def _rename(self, batch: Batch, name: str) -> None:
        # The first row of a read decides: rows that disagree would rename it back and forth.
        if name and batch.name != name:
            batch.name = name
            batch.save(update_fields=["name"])

    def _make(self, key: str, row: wire.Participant) -> Batch:
        # Every batch starts with a colour of its own, as long as there are colours.
        colour = Batch.Colour.values[len(self._batches) % len(Batch.Colour.values)]
        batch = Batch.objects.create(event=self._event, kiwify_id=row.batch_id, name=row.batch_name, colour=colour)
        self._batches[key] = batch
        return batch
