"""Reading an event from Kiwify, in five visible steps: fetch all, map, upsert, withdraw, report.

The only writer of Participant and Batch. A read is all or nothing: a failed page changes nothing but the report.
Nothing is ever deleted: a ticket that two complete reads in a row lack is marked as withdrawn.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from . import door, search
from .accounts import client_for
from .batches import Batches
from .kiwify import wire
from .kiwify.client import Client
from .kiwify.errors import KiwifyError
from .models import Event, Participant, SyncRun

logger = logging.getLogger(__name__)

AT_ONCE = 500
# A read that lists less than this share of the tickets we know is not believed to mean that the rest are gone.
LEAST_BELIEVED = 0.9

LISTED = (
    "code", "batch_id", "name", "email", "cpf", "phone", "order_id",
    "kiwify_checkin_at", "kiwify_created_at", "kiwify_updated_at",
)  # fmt: skip
OURS = ("missing_since", "withdrawn_at")
TOTALS = ("max_tickets", "issued_tickets", "sold_tickets", "available")
LONG_AGO = datetime.min.replace(tzinfo=UTC)

type Progress = Callable[[int, int | None], None]


@dataclass(slots=True)
class Listing:
    """All that Kiwify lists for an event in one read, each ticket once."""

    participants: dict[str, wire.Participant] = field(default_factory=dict)
    totals: wire.Totals = wire.NO_TOTALS
    pages: int = 0
    duplicates: int = 0


class Known(NamedTuple):
    """A participant as we have it: `listed` holds the values of LISTED, in that order."""

    pk: int
    listed: tuple[object, ...]
    missing_since: datetime | None
    withdrawn_at: datetime | None


def read_event(
    event: Event,
    *,
    client: Client | None = None,
    progress: Progress | None = None,
    believe_shrinking: bool = False,
) -> SyncRun:
    """Read the event in full and keep what it lists. `progress` hears (tickets so far, Kiwify's hint of the total).

    A SyncRun tells what happened, whatever happened. `believe_shrinking` lets a read that lists far fewer
    tickets withdraw the rest. Raises KiwifyError after reporting it.
    """
    run = SyncRun.objects.create(event=event, started_at=timezone.now())
    try:
        listing = fetch_all(client or client_for(event.account), event.product_id, progress)
        known = known_participants(event)
        added, changed = map_rows(event, listing.participants.values(), known)
        # Only what is written holds the database: on SQLite the door waits for as long as this takes.
        with transaction.atomic():
            run.added, run.changed = upsert(added), upsert(changed)
            withdraw(known, listing.participants.keys(), run, timezone.now(), believe_shrinking)
            run.arrivals = door.take_in_arrivals_at_kiwify(event, now=timezone.now())
            report(event, listing, run, timezone.now())
    except KiwifyError as problem:
        _report_failure(run, problem.code, str(problem))
        raise
    except BaseException as problem:
        _report_failure(run, "interrupted", type(problem).__name__)
        raise
    return run


def fetch_all(client: Client, product_id: str, progress: Progress | None = None) -> Listing:
    """Step 1: every page. A ticket listed twice counts once, as its newest `updated_at` has it."""
    listing = Listing()
    for page in client.pages(product_id):
        listing.pages += 1
        if page.totals != wire.NO_TOTALS:
            listing.totals = page.totals
        for row in page.participants:
            listing.duplicates += row.id in listing.participants
            listing.participants[row.id] = _newest(row, listing.participants.get(row.id))
        if progress:
            progress(len(listing.participants), page.count)
    return listing


def known_participants(event: Event) -> dict[str, Known]:
    rows = event.participants.order_by().values_list("kiwify_id", "pk", *OURS, *LISTED)
    return {
        kiwify_id: Known(pk, tuple(listed), missing_since, withdrawn_at)
        for kiwify_id, pk, missing_since, withdrawn_at, *listed in rows.iterator(AT_ONCE)
    }


def map_rows(
    event: Event, rows: Iterable[wire.Participant], known: Mapping[str, Known]
) -> tuple[list[Participant], list[Participant]]:
    """Step 2: Kiwify's rows as our participants: the new ones, and those that differ from what we have."""
    batches = Batches(event)
    added, changed = [], []
    for row in rows:
        participant = _participant(event, row, batches)
        ours = known.get(row.id)
        if ours is None:
            added.append(participant)
        elif ours.missing_since or ours.listed != tuple(getattr(participant, name) for name in LISTED):
            changed.append(participant)
    return added, changed


def upsert(participants: list[Participant]) -> int:
    """Step 3: write new or changed rows and make them findable; how many. What did not change is not written."""
    Participant.objects.bulk_create(
        participants,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=("event", "kiwify_id"),
        update_fields=("code", "batch", *LISTED[2:], *OURS),
    )
    search.index(participants)
    return len(participants)


def withdraw(
    known: Mapping[str, Known], listed: Collection[str], run: SyncRun, now: datetime, believe_shrinking: bool
) -> None:
    """Step 4: mark what this complete read lacks; what the one before lacked too is withdrawn.

    A read that lacks more than a tenth of what was listed is held, and withdraws nobody, unless it is believed.
    """
    present = [one for one in known.items() if one[1].withdrawn_at is None]
    gone = [ours for kiwify_id, ours in present if kiwify_id not in listed]
    if len(present) - len(gone) < LEAST_BELIEVED * len(present) and not believe_shrinking:
        run.status, run.missing = SyncRun.Status.HELD, len(gone)
        run.reason = f"Kiwify no longer lists {len(gone)} of {len(present)} tickets. Nobody was withdrawn."
        return
    twice = [ours.pk for ours in gone if ours.missing_since or believe_shrinking]
    once = [ours.pk for ours in gone if not ours.missing_since]
    run.missing = _update(once, missing_since=now)
    run.withdrawn = _update(twice, withdrawn_at=now)


def report(event: Event, listing: Listing, run: SyncRun, now: datetime) -> None:
    """Step 5: Kiwify's totals on the event (those it left out stay as they were), and the read's own numbers."""
    for name in TOTALS:
        told = getattr(listing.totals, name)
        setattr(event, name, getattr(event, name) if told is None else told)
    event.read_at = now
    event.save(update_fields=[*TOTALS, "read_at"])
    run.pages, run.listed, run.duplicates = listing.pages, len(listing.participants), listing.duplicates
    run.finished_at = timezone.now()
    if run.status == SyncRun.Status.RUNNING:
        run.status = SyncRun.Status.DONE
    run.save()
    logger.info("Read event %s: %s listed, %s added, %s changed.", event.pk, run.listed, run.added, run.changed)


def _report_failure(run: SyncRun, error: str, reason: str) -> None:
    run.status, run.finished_at = SyncRun.Status.FAILED, timezone.now()
    run.error, run.reason = error, reason
    run.save()
    logger.warning("Reading event %s failed: %s", run.event_id, reason)


def _newest(row: wire.Participant, other: wire.Participant | None) -> wire.Participant:
    if other is None or (row.updated_at or LONG_AGO) >= (other.updated_at or LONG_AGO):
        return row
    return other


def _participant(event: Event, row: wire.Participant, batches: Batches) -> Participant:
    return Participant(
        event=event,
        kiwify_id=row.id,
        code=row.external_id,
        batch=batches.of(row),
        name=row.name,
        email=row.email,
        cpf=row.cpf,
        phone=row.phone,
        order_id=row.order_id,
        kiwify_checkin_at=row.checkin_at,
        kiwify_created_at=row.created_at,
        kiwify_updated_at=row.updated_at,
    )


def _update(ids: list[int], **values: datetime) -> int:
    return sum(
        Participant.objects.filter(pk__in=ids[at : at + AT_ONCE]).update(**values) for at in range(0, len(ids), AT_ONCE)
    )
