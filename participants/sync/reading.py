"""The reads: of everybody, of what changed, of one order, of one code."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from .. import door
from ..accounts import client_for
from ..kiwify.client import Client, Filter
from ..leases import Lease
from ..models import Event, Reading, SyncRun
from .batches import count_tickets
from .comparing import Difference, compare
from .gathering import Listing, Progress, gather
from .reporting import Report
from .steps import Heed, Portion, Steps
from .usefulness import changed_since, of_order, with_code
from .warnings import end_attention
from .withdrawing import Judgement, judge, still_listed, withdraw
from .writing import write

OVERLAP = timedelta(minutes=15)
# However long nothing changed, nobody asks for more than this before the last read; our clock may be that wrong.
QUIET = timedelta(hours=1)
LONG_BEFORE = timedelta(days=1)
# Of a code there are not more tickets than this, and Kiwify refuses a page of so few nowhere.
FEW = 10


class BeingRead(Exception):
    """Somebody else is reading this event now."""


def read_event(
    event: Event,
    *,
    client: Client | None = None,
    lease: Lease | None = None,
    progress: Progress = lambda *_: None,
    heed: Heed = lambda: None,
) -> SyncRun:
    """Read the event in full, keep what it lists and judge what it lacks.

    `progress` hears (tickets so far, Kiwify's hint of the total) after each page; `heed` is called while we write.
    Both may raise to give up. A SyncRun tells what happened, whatever happened. Raises KiwifyError after reporting
    it, BeingRead where no `lease` is given and somebody else has it, and LeaseLost.
    """
    client = client or client_for(event.account)
    with _lease_on(event, lease) as held, Report(event, SyncRun.Kind.FULL, client) as report:
        began = report.run.started_at

        def go_on() -> None:
            heed()
            held.renew()

        def hear(listed: int, hint: int | None) -> None:
            held.renew()
            report.progress(listed, hint)
            progress(listed, hint)

        listing = gather(client.pages(event.product_id), hear)
        difference = compare(event, listing.participants.values(), began)
        judgement = judge(event, listing.participants.keys(), began, client, go_on)
        _keep_all(event, listing, difference, judgement, report, Steps(event, held, heed))
    return report.run


def read_changes(
    event: Event, *, client: Client, lease: Lease, progress: Progress = lambda *_: None, heed: Heed = lambda: None
) -> SyncRun | None:
    """Read what changed since the last read, from a little before it. None where nothing did.

    It withdraws nobody; where Kiwify's totals show that it missed something, a full read becomes due.
    Raises KiwifyError after reporting it, ChangesUseless, and LeaseLost.
    """
    since = _since(event)
    with Report(event, SyncRun.Kind.CHANGES, client) as report:
        wanted = Filter(updated_at_start_date=since)
        listing = gather(changed_since(client.pages(event.product_id, wanted), since), progress)
        changed = _keep(event, listing, report, lease, heed)
        _remember_changes(event, listing, report.run.started_at)
    return report.run if changed else None


def read_order(event: Event, order_id: str, *, client: Client, lease: Lease) -> SyncRun | None:
    """Read one order. A ticket of it that Kiwify lists no more makes a full read due, which decides.

    None where nothing changed. Raises as `read_changes` does.
    """
    with Report(event, SyncRun.Kind.ORDER, client) as report:
        pages = client.pages(event.product_id, Filter(order_id=order_id))
        listing = gather(of_order(pages, order_id), lambda *_: None)
        changed = _keep(event, listing, report, lease, lambda: None)
        ours = event.participants.filter(order_id=order_id, withdrawn_at=None).values_list("kiwify_id", flat=True)
        if not set(ours) <= listing.participants.keys():
            Reading.objects.filter(event=event).update(full_is_wanted=True)
    return report.run if changed else None


def take_in_code(event: Event, code: str, *, client: Client) -> bool:
    """Ask Kiwify once for a code that is not known here; whether it lists a ticket that has it.

    It needs no lease: what it writes is newer than what any read has gathered. An event that was archived meanwhile
    takes nobody in. Raises KiwifyError.
    """
    report = Report(event, SyncRun.Kind.CODE, client)
    rows = with_code(client.page(event.product_id, Filter(external_id=code), size=FEW), code)
    listing = Listing()
    for row in rows:
        listing.add(row)
    difference = compare(event, rows, report.run.started_at)
    if difference:
        with transaction.atomic():
            if not _stays_active(event):
                return False
            _write_some(event, difference, report, transaction.atomic)
            report.kept(listing, difference)
    return bool(rows)


def _stays_active(event: Event) -> bool:
    """Whether the event is active, and so until the transaction ends."""
    # Without its key, so that nobody who is checked in meanwhile waits.
    return Event.objects.select_for_update(no_key=True).filter(pk=event.pk, is_active=True).exists()


def _keep_all(
    event: Event, listing: Listing, difference: Difference, judgement: Judgement, report: Report, steps: Steps
) -> None:
    """Steps 3 to 5 of a full read. Nobody is withdrawn before all is written; cut short, the next read goes on."""
    began, now = report.run.started_at, timezone.now()
    write(event, difference, listing.batch_names, began=began, now=now, portion=steps.portion)
    withdraw(judgement, now, began, steps.portion)
    # Of a read that was cut short too.
    count_tickets(event)
    report.run.arrivals = door.take_in_arrivals_at_kiwify(event, now=now)
    with steps.last():
        judgement.held = still_listed(judgement.held)
        if not judgement.held:
            end_attention(event, began)
        report.done(listing, difference, judgement)
        _remember_full(event, listing, judgement.held, began, now)


def _keep(event: Event, listing: Listing, report: Report, lease: Lease, heed: Heed) -> bool:
    """Keep what a partial read lists; whether anything differed."""
    difference = compare(event, listing.participants.values(), report.run.started_at)
    if not difference:
        report.unchanged(listing)
        return False
    steps = Steps(event, lease, heed)
    _write_some(event, difference, report, steps.portion)
    with steps.last():
        report.kept(listing, difference)
    return True


def _write_some(event: Event, difference: Difference, report: Report, portion: Portion) -> None:
    now = timezone.now()
    # Two rows of a partial list may disagree on a batch's name: a full read names batches.
    written = write(event, difference, {}, began=report.run.started_at, now=now, portion=portion)
    count_tickets(event)
    report.run.arrivals = door.take_in_arrivals_at_kiwify(event, now=now, among=written)


@contextmanager
def _lease_on(event: Event, given: Lease | None) -> Iterator[Lease]:
    if given:
        yield given
        return
    lease = Lease(event)
    if not lease.take():
        raise BeingRead
    try:
        yield lease
    finally:
        lease.release()


def _since(event: Event) -> datetime:
    """Where a read of changes starts: at the newest change seen, or an hour before the last read if that is later."""
    seen = Reading.objects.values_list("changed_until", flat=True).get(event=event)
    last = event.read_at or timezone.now()
    return max(seen or last - LONG_BEFORE, last - QUIET) - OVERLAP


def _remember_full(event: Event, listing: Listing, held: list[int], began: datetime, now: datetime) -> None:
    Reading.objects.filter(event=event).update(
        full_read_at=now,
        full_is_wanted=False,
        failures=0,
        changed_until=listing.newest_change(began),
        changes_useless=False,
        unlisted=_unlisted(event, listing),
        held=held,
    )


def _remember_changes(event: Event, listing: Listing, began: datetime) -> None:
    reading = Reading.objects.get(event=event)
    newest = listing.newest_change(began)
    if newest and (reading.changed_until is None or newest > reading.changed_until):
        Reading.objects.filter(event=event).update(changed_until=newest)
    if not _totals_agree(event, listing, reading):
        Reading.objects.filter(event=event).update(full_is_wanted=True)


def _totals_agree(event: Event, listing: Listing, reading: Reading) -> bool:
    """Whether Kiwify counts as many tickets as we have; so many more or less as at the last full read is agreement."""
    unlisted = _unlisted(event, listing)
    return unlisted is None or reading.unlisted in (None, unlisted) or bool(reading.held)


def _unlisted(event: Event, listing: Listing) -> int | None:
    """How many tickets Kiwify has issued that we do not have as listed; None where it does not say."""
    issued = listing.totals.issued_tickets
    if issued is None:
        return None
    return issued - event.participants.filter(withdrawn_at=None, missing_since=None).count()
