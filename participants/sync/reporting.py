"""Step 5 of a read: what came of it, in the log of reads and on the event."""

import logging
import time
from datetime import datetime
from types import TracebackType
from typing import Self

from django.utils import timezone

from ..accounts import heard_from_kiwify, not_heard_from_kiwify
from ..kiwify.client import Client
from ..kiwify.errors import KiwifyError, Unavailable
from ..models import Event, SyncRun
from .comparing import Difference
from .gathering import Listing
from .usefulness import ChangesUseless
from .withdrawing import Judgement

logger = logging.getLogger(__name__)

TOTALS = ("max_tickets", "issued_tickets", "sold_tickets", "available", "total_checkin")
CHANGED = ("added", "changed", "missing", "withdrawn", "returned", "arrivals")
TOLD_EVERY = 1.0


class Report:
    """One read as it is told: a full one from its start, others only where they changed something or failed."""

    def __init__(self, event: Event, kind: SyncRun.Kind, client: Client) -> None:
        self.run = SyncRun(event=event, kind=kind, started_at=timezone.now())
        self._client = client
        self._calls_before = client.calls
        self._told = 0.0

    def __enter__(self) -> Self:
        if self.run.kind == SyncRun.Kind.FULL:
            end_those_cut_short(self.run.event)
            self.run.save()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(problem, KiwifyError):
            self._failed(problem.code, str(problem))
            self._tell_of_trouble(problem)
        elif isinstance(problem, ChangesUseless):
            self._failed("changes_useless", "Kiwify lists more than the changes that were asked for.")
        elif problem is not None:
            self._failed("interrupted", type(problem).__name__)

    def progress(self, listed: int, hint: int | None) -> None:
        """Tell how far a full read has come, about once a second."""
        self.run.listed, self.run.expected = listed, hint
        self.run.pages += 1
        if time.monotonic() - self._told >= TOLD_EVERY:
            self._told = time.monotonic()
            self.run.save(update_fields=["listed", "expected", "pages"])

    def done(self, listing: Listing, difference: Difference, judgement: Judgement) -> None:
        """A full read is complete."""
        run = self.run
        run.missing, run.withdrawn = len(judgement.missing), len(judgement.withdrawn)
        run.status = SyncRun.Status.DONE
        if judgement.held:
            run.status, run.missing = SyncRun.Status.HELD, len(judgement.held)
            run.reason = (
                f"Kiwify no longer lists {len(judgement.held)} of {judgement.present} tickets. Nobody was withdrawn."
            )
        self.kept(listing, difference)

    def kept(self, listing: Listing, difference: Difference) -> None:
        """What differed was written."""
        run = self.run
        run.added, run.changed = len(difference.added), len(difference.changed)
        run.returned = len(difference.returned)
        run.pages, run.listed, run.duplicates = listing.pages, len(listing.participants), listing.duplicates
        if run.status == SyncRun.Status.RUNNING:
            run.status = SyncRun.Status.DONE
        self._finish()
        moved = bool(difference) or run.withdrawn or run.arrivals
        _tell_event(run, listing, changed_at=run.finished_at if moved else None)
        logger.info("Read.", extra={"facts": _facts(run, "pages", "calls", "listed", *CHANGED)})

    def unchanged(self, listing: Listing) -> None:
        """Nothing differed: the read leaves no row of its own."""
        _tell_event(self.run, listing)

    def _failed(self, error: str, reason: str) -> None:
        run = self.run
        run.status, run.error, run.reason = SyncRun.Status.FAILED, error, reason
        for what in CHANGED:
            setattr(run, what, 0)
        self._finish()
        logger.warning("A read failed: %s", reason, extra={"facts": _facts(run, "error", "calls")})

    def _finish(self) -> None:
        self.run.finished_at = timezone.now()
        self.run.calls = self._client.calls - self._calls_before
        self.run.save()

    def _tell_of_trouble(self, problem: KiwifyError) -> None:
        event = Event.objects.filter(pk=self.run.event_id)
        event.filter(trouble="").update(trouble_since=self.run.finished_at)
        event.update(trouble=problem.code)
        if isinstance(problem, Unavailable):
            not_heard_from_kiwify(self.run.event.account)


def _facts(run: SyncRun, *names: str) -> dict[str, object]:
    """What the log tells of a read, as numbers and words of ours."""
    took = {"kind": run.kind, "status": run.status, "seconds": run.seconds}
    return {"event": run.event.slug, **took, **{name: getattr(run, name) for name in names}}


def end_those_cut_short(event: Event) -> None:
    """Reads still said to be running were cut off with their process: whoever reads now holds the lease."""
    SyncRun.objects.filter(event=event, status=SyncRun.Status.RUNNING).update(
        status=SyncRun.Status.FAILED, error="interrupted", reason="The process ended.", finished_at=timezone.now()
    )


def _tell_event(run: SyncRun, listing: Listing, changed_at: datetime | None = None) -> None:
    """Kiwify's totals on the event (those it left out stay as they were), and how fresh our copy is now."""
    event, told = run.event, {name: getattr(listing.totals, name) for name in TOTALS}
    values: dict[str, object] = {name: number for name, number in told.items() if number is not None}
    if run.kind in (SyncRun.Kind.FULL, SyncRun.Kind.CHANGES):
        values |= {"read_at": _as_fresh_as(run), "trouble": "", "trouble_since": None}
    if changed_at or any(getattr(event, name) != number for name, number in values.items() if name in TOTALS):
        values["changed_at"] = changed_at or timezone.now()
    for name, value in values.items():
        setattr(event, name, value)
    if values:
        Event.objects.filter(pk=event.pk).update(**values)
    heard_from_kiwify(event.account)


def _as_fresh_as(run: SyncRun) -> datetime:
    """The start of the read, as what happened while it read may be missing; or of a later one that ended before it."""
    other = run.event.read_at
    return other if other and run.started_at < other <= timezone.now() else run.started_at
