"""Step 4 of a read: tickets that Kiwify lists no more. Nothing is deleted, and nobody is withdrawn on one read's word.

A full read marks what it lacks as missing. What the one before lacked too, and what Kiwify does not list either when
it is asked for by its code, is withdrawn. A read that lacks too much is held: it withdraws nobody until a person says
that those tickets are gone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import NamedTuple
from zlib import crc32

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..kiwify.client import Client, Filter
from ..models import Changed, Event, Participant, Reading
from ..portions import in_portions
from .batches import count_tickets
from .changes import keep_that
from .comparing import AT_ONCE, written_since
from .steps import Heed, Portion

# More are asked for by sample: a read that skipped some is found out by a few.
MOST_ASKED = 20


class Gone(NamedTuple):
    """A ticket of ours that a read lacks."""

    pk: int
    kiwify_id: str
    missing_since: datetime | None
    code: str
    order_id: str


@dataclass(slots=True)
class Judgement:
    """Keys of the tickets that are missing for the first time, and of those that are withdrawn; or `held`."""

    present: int = 0
    missing: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    still_there: list[int] = field(default_factory=list)


def judge(event: Event, listed: Collection[str], began: datetime, client: Client, go_on: Heed) -> Judgement:
    """What a full read, begun at `began`, means for the tickets it lacks. Raises KiwifyError.

    `go_on` is called before each call to Kiwify, and may raise to give up.
    """
    ours = event.participants.filter(withdrawn_at=None).exclude(written_since(began)).order_by()
    rows = ours.values_list("pk", "kiwify_id", "missing_since", "code", "order_id").iterator(AT_ONCE * 4)
    judgement, gone = Judgement(), []
    for row in map(Gone._make, rows):
        judgement.present += 1
        if row.kiwify_id not in listed:
            gone.append(row)
    if _shrank_too_much(judgement.present, len(gone), bool(listed)):
        judgement.held = [row.pk for row in gone]
        return judgement
    judgement.missing = [row.pk for row in gone if row.missing_since is None]
    twice = [row for row in gone if row.missing_since]
    judgement.still_there = [row.pk for row in _sample(twice) if _is_listed(row, event.product_id, client, go_on)]
    if not judgement.still_there or len(twice) <= MOST_ASKED:
        judgement.withdrawn = [row.pk for row in twice if row.pk not in judgement.still_there]
    return judgement


def withdraw(judgement: Judgement, now: datetime, began: datetime, portion: Portion) -> None:
    """Carry out a judgement; who was written since `began` is no matter of it. Cut short, the next read goes on."""
    for which, missing_since in ((judgement.missing, now), (judgement.still_there, None)):
        for keys in in_portions(which):
            with portion():
                _not_newer(keys, began).update(missing_since=missing_since)
    for keys in in_portions(judgement.withdrawn):
        with portion():
            _withdraw(_not_newer(keys, began), now)


class HeldChanged(Exception):
    """Other tickets are held by now than those that somebody was shown."""


def mark_of(held: Sequence[int]) -> str:
    """What tells one set of held tickets from another; "" for none."""
    return f"{len(held)}.{crc32(repr(sorted(held)).encode()):08x}" if held else ""


def accept_held(event: Event, *, now: datetime, shown: str | None = None) -> int:
    """A person says that the tickets a held read lacks are gone: withdraw them; how many.

    `shown` is the `mark_of` those that the person was shown. Cut short, all of them stay held until somebody says it
    again. Raises HeldChanged.
    """
    held = _held(Reading.objects.filter(event=event))
    if shown is not None and shown != mark_of(held):
        raise HeldChanged
    if not held:
        return 0
    accepted = 0
    for keys in in_portions(held):
        with transaction.atomic():
            # Listed again since the person said so: that is newer.
            accepted += _withdraw(_not_newer(keys, began=now), now)
    _end_holding(event, held)
    return accepted


def still_listed(keys: list[int]) -> list[int]:
    """Those of these tickets that nobody has withdrawn meanwhile."""
    parts = (Participant.objects.filter(pk__in=some, withdrawn_at=None) for some in batched(keys, AT_ONCE))
    return [key for tickets in parts for key in tickets.values_list("pk", flat=True)]


@transaction.atomic
def _end_holding(event: Event, held: list[int]) -> None:
    """What another read holds by now is another matter."""
    count_tickets(event)
    reading = Reading.objects.filter(event=event)
    if _held(reading.select_for_update(no_key=True)) == held:
        reading.update(held=[])
    Event.objects.filter(pk=event.pk).update(changed_at=timezone.now())


def _held(reading: QuerySet[Reading]) -> list[int]:
    return next(iter(reading.values_list("held", flat=True)), [])


def _withdraw(tickets: QuerySet[Participant], now: datetime) -> int:
    """In a transaction; how many were not withdrawn before."""
    listed = tickets.filter(withdrawn_at=None).order_by("pk")
    # Two who say the same at once withdraw each ticket once.
    keys = list(listed.select_for_update(no_key=True).values_list("pk", flat=True))
    keep_that(Changed.WITHDRAWN, Participant.objects.filter(pk__in=keys), now)
    return Participant.objects.filter(pk__in=keys).update(
        withdrawn_at=now, missing_since=Coalesce("missing_since", now)
    )


def _not_newer(keys: Sequence[int], began: datetime) -> QuerySet[Participant]:
    return Participant.objects.filter(pk__in=keys).exclude(written_since(began))


def _shrank_too_much(present: int, gone: int, lists_any: bool) -> bool:
    most = settings.KIWIFY_SHRINK_LIMIT * present / 100
    return bool(present) and (gone > most or not lists_any)


def _sample(gone: list[Gone]) -> list[Gone]:
    return gone[:: max(1, -(-len(gone) // MOST_ASKED))]


def _is_listed(ticket: Gone, product_id: str, client: Client, go_on: Heed) -> bool:
    """Whether Kiwify lists the ticket when it is asked for; a ticket that cannot be asked for is taken as read."""
    if not (ticket.code or ticket.order_id):
        return False
    wanted = Filter(external_id=ticket.code) if ticket.code else Filter(order_id=ticket.order_id)
    go_on()
    page = next(client.pages(product_id, wanted))
    return any(row.id == ticket.kiwify_id for row in page.participants)
