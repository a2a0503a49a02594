"""Orders: the tickets bought together, and who of them is still outside."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from .models import CheckIn, Checkpoint, Participant

# Of the participants `p`, at a checkpoint. Written out, so that the partial index of open admissions answers it.
WITH_OPEN_ADMISSION = (
    f"LEFT JOIN {CheckIn._meta.db_table} c ON c.participant_id = p.id AND c.checkpoint_id = %s"
    " AND c.result = 'admitted' AND c.closed_at IS NULL"
)
SIZES = (
    f"SELECT p.order_id, count(*), count(c.id) FROM {Participant._meta.db_table} p {WITH_OPEN_ADMISSION}"  # noqa: S608
    " WHERE p.event_id = %s AND p.withdrawn_at IS NULL"
)


class OrderSize(NamedTuple):
    """Tickets of an order that Kiwify still lists, and how many of them are not inside at a checkpoint."""

    tickets: int
    outside: int


def sizes(checkpoint: Checkpoint, participants: Iterable[Participant]) -> dict[str, OrderSize]:
    """The size of each of these participants' orders, by order id; tickets without an order have none."""
    orders = {one.order_id for one in participants if one.order_id}
    if not orders:
        return {}
    # By hand: a search asks this every time, and a queryset takes longer to say it than the database to answer.
    marks = ", ".join(["%s"] * len(orders))
    with connection.cursor() as cursor:
        cursor.execute(
            f"{SIZES} AND p.order_id IN ({marks}) GROUP BY p.order_id", [checkpoint.pk, checkpoint.event_id, *orders]
        )
        return {order: OrderSize(tickets, tickets - inside) for order, tickets, inside in cursor.fetchall()}
