"""One turn at one event: what is due is read, and what is new meanwhile does not wait."""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, override

from django.db import DatabaseError, connection
from django.utils import timezone

from .. import schedule
from ..accounts import client_for
from ..kiwify.client import Client
from ..kiwify.errors import KiwifyError, NotFound, Refused
from ..kiwify.http import Patience
from ..leases import Lease, LeaseLost
from ..models import Event, Notice, SyncRun
from ..schedule import Due, Rhythm
from ..sync import ChangesUseless, end_those_cut_short, read_changes, read_event, read_order

logger = logging.getLogger(__name__)

LEASE_IS_RENEWED = 5.0
MOST_ORDERS = 20

type Tell = Callable[[SyncRun], None]


class Stopped(Exception):
    """Raised between two pages, or in a wait, of a read that is told to stop: nothing of it is kept."""


class Reader(threading.Thread):
    """One turn at one event, with a lease of its own.

    A daemon, so that one that hangs in an answer of Kiwify's does not keep the process from leaving.
    """

    def __init__(self, event: Event, tell: Tell, stop: threading.Event, rhythm: Rhythm, patience: Patience) -> None:
        super().__init__(name=f"reader of event {event.pk}", daemon=True)
        self._event, self._tell, self._stop_told = event, tell, stop
        self._rhythm, self._patience = rhythm, patience
        self._lease = Lease(event)
        self._due: Due | None = None

    @override
    def run(self) -> None:
        try:
            if self._lease.take():
                self._read_what_is_due()
        except (Stopped, LeaseLost) as reason:
            logger.info("A read of event %s was given up: %s.", self._event.pk, type(reason).__name__)
        except Exception:
            logger.exception("A read of event %s was not kept.", self._event.pk)
            self._after_failure(self._due or Due.FULL, for_a_person=False)
        finally:
            self._let_go()

    def abandon(self) -> None:
        """End the read for a reader that hangs; if it should come back, its lease is gone."""
        try:
            self._lease.release()
            end_those_cut_short(self._event)
        except DatabaseError:
            logger.exception("The lease of event %s ends by itself.", self._event.pk)

    def _read_what_is_due(self) -> None:
        # Another follower may have read it between our look and our lease.
        self._event, self._due = schedule.due_now(self._event, self._rhythm)
        try:
            if self._due == Due.FULL:
                self._read_all()
            elif self._due == Due.CHANGES:
                self._read_changes()
            if self._due:
                self._read_orders()
        except KiwifyError as problem:
            assert self._due
            self._after_failure(self._due, for_a_person=problem.permanent)

    def _read_all(self) -> None:
        client = self._client(self._pause_and_read_on, leaves=schedule.left_by_full_reads(self._event))
        schedule.begin_full(self._event)
        began = time.monotonic()
        run = read_event(self._event, client=client, lease=self._lease, progress=self._between_pages, heed=self._heed)
        schedule.after_full(self._event, run.calls, time.monotonic() - began)
        self._tell(run)

    def _between_pages(self, *_: object) -> None:
        """A large event takes minutes to read: what is new meanwhile must not wait for its end."""
        self._heed()
        due = schedule.due_between_pages(self._event, self._rhythm)
        try:
            if due == Due.CHANGES:
                self._read_changes()
            if due:
                self._read_orders()
        except KiwifyError as problem:
            # It has been reported; whether Kiwify is gone altogether shows with the next page.
            self._after_failure(Due.CHANGES, for_a_person=problem.permanent)

    def _read_changes(self) -> None:
        client = self._client()
        try:
            run = read_changes(self._event, client=client, lease=self._lease, progress=self._heed, heed=self._heed)
        except ChangesUseless:
            schedule.changes_are_useless(self._event)
            return
        schedule.after_changes(self._event, client.calls)
        if run:
            self._tell(run)

    def _read_orders(self) -> None:
        told = Notice.objects.filter(event=self._event, read_at=None).order_by("received_at")
        notices = defaultdict(list)
        for key, order_id in told.values_list("pk", "order_id"):
            notices[order_id].append(key)
        for order_id, keys in list(notices.items())[:MOST_ORDERS]:
            self._heed()
            self._read_order(order_id)
            Notice.objects.filter(pk__in=keys).update(read_at=timezone.now())

    def _read_order(self, order_id: str) -> None:
        try:
            if run := read_order(self._event, order_id, client=self._client(), lease=self._lease):
                self._tell(run)
        except ChangesUseless:
            schedule.changes_are_useless(self._event)
        except (NotFound, Refused):
            # It has been reported, and must not hold up what else there is to read.
            schedule.want_full(self._event)

    def _client(self, pause: Callable[[float], None] | None = None, **options: Any) -> Client:
        return client_for(self._event.account, self._patience, pause or self._pause, **options)

    def _heed(self, *_: object) -> None:
        if self._stop_told.is_set():
            raise Stopped

    def _pause(self, seconds: float) -> None:
        """Wait as a client does, without losing the lease or missing the end."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._stop_told.wait(min(left, LEASE_IS_RENEWED)):
                raise Stopped
            self._lease.renew()

    def _pause_and_read_on(self, seconds: float) -> None:
        """Wait for a full read's next call: most of a minute's go in its first seconds, and what is new goes on."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._pause(min(left, self._rhythm.look))
            self._between_pages()

    def _after_failure(self, kind: Due, *, for_a_person: bool) -> None:
        try:
            schedule.after_failure(self._event, kind, self._rhythm, for_a_person=for_a_person)
        except DatabaseError:
            logger.exception("The failure of a read of event %s was not kept.", self._event.pk)

    def _let_go(self) -> None:
        try:
            self._lease.release()
        except DatabaseError:
            logger.exception("The lease of event %s ends by itself.", self._event.pk)
        finally:
            connection.close()
