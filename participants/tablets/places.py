"""Where a tablet stands: a gate, its number there, and the checkpoint it checks in at."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from ..models import Checkpoint, Tablet

NUMBERS_TRIED = 20


def move(tablet: Tablet, *, gate: str, checkpoint: Checkpoint) -> None:
    """Put it at another gate or checkpoint of its event; at another gate it has a number of that gate."""
    tablet.checkpoint = checkpoint
    if gate == tablet.gate:
        tablet.save(update_fields=["checkpoint"])
    else:
        tablet.gate = gate
        save_with_a_number(tablet, "gate", "checkpoint")


def save_with_a_number(tablet: Tablet, *fields: str) -> None:
    """Save a tablet under the next number of its gate: two that come at once get one each."""
    for _try in range(NUMBERS_TRIED):
        at_the_gate = Tablet.objects.paired().filter(event=tablet.event_id, gate=tablet.gate).exclude(pk=tablet.pk)
        tablet.number = (at_the_gate.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                tablet.save(update_fields=[*fields, "number"] if fields else None)
                return
        except IntegrityError:
            continue
    raise RuntimeError(f"{NUMBERS_TRIED} numbers at one gate were each taken.")
