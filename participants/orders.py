"""Orders: the tickets bought together, and who of them is still outside."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .by_hand import Columns, any_key_of, any_of, objects, rows
from .models import Batch, CheckIn, Checkpoint, Participant

# A company's order may hold hundreds; more than this is no longer an order that anybody lets in by hand.
LARGEST = 500

# Of the participants `p`, at a checkpoint. Written out, so that the partial index of open admissions answers it.
WITH_OPEN_ADMISSION = (
    f"LEFT JOIN {CheckIn._meta.db_table} c ON c.participant_id = p.id AND c.checkpoint_id = %s"
    " AND c.result = 'admitted' AND c.closed_at IS NULL"
)
TICKETS = (
    Columns("p", Participant),
    Columns("b", Batch),
    Columns(
        "c",
        CheckIn,
        "id",
        "participant",
        "checkpoint",
        "result",
        "happened_at",
        "recorded_at",
        "gate",
        "person",
        "tablet",
        "source",
        "closed_at",
    ),
    Columns("u", User, "id", "username", "first_name", "last_name"),
)
TICKETS_AT = (
    f"SELECT {', '.join(map(str, TICKETS))} FROM {Participant._meta.db_table} p"  # noqa: S608
    f" LEFT JOIN {Batch._meta.db_table} b ON b.id = p.batch_id {WITH_OPEN_ADMISSION}"
    f" LEFT JOIN {User._meta.db_table} u ON u.id = c.person_id"
)
SIZES = (
    f"SELECT p.order_id, count(*), count(c.id) FROM {Participant._meta.db_table} p {WITH_OPEN_ADMISSION}"  # noqa: S608
    " WHERE p.event_id = %s AND p.withdrawn_at IS NULL"
)


class OrderSize(NamedTuple):
    """Tickets of an order that Kiwify still lists, and how many of them are not inside at a checkpoint."""

    tickets: int
    outside: int

    @property
    def words(self) -> str:
        """ "order of 4, 3 outside", as a row says it."""
        return _in_words(self, get_language())


@lru_cache
def _in_words(order: OrderSize, _language: str | None) -> str:
    # Remembered, as a list of rows says few of them again and again.
    if not order.outside:
        return _("order of %(tickets)s, all in") % order._asdict()
    told = ngettext(
        "order of %(tickets)s, %(outside)s outside", "order of %(tickets)s, %(outside)s outside", order.outside
    )
    return told % order._asdict()


ALONE = OrderSize(tickets=1, outside=0)


def sizes(checkpoint: Checkpoint, participants: Iterable[Participant]) -> dict[str, OrderSize]:
    """The size of each of these participants' orders, by order id; tickets without an order have none."""
    orders = {one.order_id for one in participants if one.order_id}
    if not orders:
        return {}
    # By hand: a search asks this every time, and a queryset takes longer to say it than the database to answer.
    theirs, params = any_of("p.order_id", orders)
    found = rows(f"{SIZES} AND {theirs} GROUP BY p.order_id", [checkpoint.pk, checkpoint.event_id, *params])
    return {order: OrderSize(tickets, tickets - inside) for order, tickets, inside in found}


class Mate(NamedTuple):
    """A ticket, and the admission that stands at a checkpoint: None while its holder is outside."""

    participant: Participant
    admission: CheckIn | None

    @property
    def can_enter(self) -> bool:
        return self.admission is None and not self.participant.withdrawn_at and not self.participant.attention


def mates(checkpoint: Checkpoint, order_id: str) -> list[Mate]:
    """The tickets of an order, by name, at most 500; [] where there is no order of this id."""
    if not order_id:
        return []
    its = "WHERE p.event_id = %s AND p.order_id = %s ORDER BY p.name, p.id LIMIT %s"
    return tickets_at(checkpoint, its, [checkpoint.event_id, order_id, LARGEST])


def people_at(checkpoint: Checkpoint, ids: Sequence[int]) -> list[Mate]:
    """These participants with their batches, and the admissions that stand with who made them, in any order."""
    among_these, params = any_key_of("p.id", ids)
    return tickets_at(checkpoint, f"WHERE {among_these}", params) if ids else []


def tickets_at(checkpoint: Checkpoint, which: str, params: Sequence[Any]) -> list[Mate]:
    """The tickets `p` that this WHERE names, with their batches and with the admissions that stand at a checkpoint."""
    found = []
    for participant, batch, admission, person in objects(f"{TICKETS_AT} {which}", [checkpoint.pk, *params], *TICKETS):
        participant.batch = batch
        if admission:
            admission.person, admission.participant = person, participant
        found.append(Mate(participant, admission))
    return found
