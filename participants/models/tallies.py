from django.db import models
from django.db.models import Q

from .checkpoints import Checkpoint
from .events import Event


class Tally(models.Model):
    """How many people came and how many are inside: at a checkpoint, or at the event as a whole (no checkpoint).

    Only `door` writes here, in the transaction of the check-ins that it counts, so that the two never differ.
    Where there is none yet, nobody was let in yet. `version` grows with every change.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tallies")
    checkpoint = models.OneToOneField(Checkpoint, on_delete=models.CASCADE, null=True, related_name="tally")
    # No smallest value: a wrong number would then close the door.
    checked_in = models.IntegerField(default=0)
    inside = models.IntegerField(default=0)
    version = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("event",), condition=Q(checkpoint=None), name="one_tally_of_an_event"),
        )

    def __str__(self) -> str:
        return f"{self.checkpoint or self.event}: {self.checked_in}"
