"""Where a ticket is admitted: so that a wrong place is a helpful answer."""

from collections.abc import Sequence

from ..models import Batch, Checkpoint, Participant


def right_checkpoints(participant: Participant) -> Sequence[Checkpoint]:
    """The checkpoints of the event that admit this participant's batch."""
    checkpoints = Checkpoint.objects.filter(event=participant.event_id).prefetch_related("batches")
    return [one for one in checkpoints if not one.batches.all() or participant.batch in one.batches.all()]


def right_places(checkpoint: Checkpoint) -> dict[int | None, str]:
    """Where each batch enters that this checkpoint does not admit, by its key: "" where nowhere does."""
    checkpoints = Checkpoint.objects.filter(event=checkpoint.event_id).prefetch_related("batches")
    admitted = {one: {batch.pk for batch in one.batches.all()} for one in checkpoints}
    batches = [*Batch.objects.filter(event=checkpoint.event_id).values_list("pk", flat=True), None]
    return {
        batch: " / ".join(one.name for one, its in admitted.items() if not its or batch in its)
        for batch in batches
        if batch not in admitted[checkpoint]
    }
