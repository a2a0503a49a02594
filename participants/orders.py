"""Orders: the tickets bought together, and who of them is still outside."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from .models import CheckIn, Checkpoint, Participant


class OrderSize(NamedTuple):
    """Tickets of an order that Kiwify still lists, and how many of them are not inside at a checkpoint."""

    tickets: int
    outside: int


def sizes(checkpoint: Checkpoint, participants: Iterable[Participant]) -> dict[str, OrderSize]:
    """The size of each of these participants' orders, by order id; tickets without an order have none."""
    orders = {one.order_id for one in participants if one.order_id}
    if not orders:
        return {}
    inside = Exists(CheckIn.objects.open_at(checkpoint).filter(participant=OuterRef("pk")))
    rows = (
        Participant.objects.filter(event=checkpoint.event_id, order_id__in=orders, withdrawn_at=None)
        .annotate(is_in=inside)
        .values("order_id")
        .annotate(tickets=Count("pk"), outside=Count("pk", filter=Q(is_in=False)))
        .order_by()
    )
    return {row["order_id"]: OrderSize(row["tickets"], row["outside"]) for row in rows}
