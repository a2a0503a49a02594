"""Reading the active events again and again, until told to stop."""

import logging
import signal
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections
from django.db.models import QuerySet

from .accounts import client_for
from .kiwify.errors import KiwifyError
from .models import Event, SyncRun
from .sync import read_event

logger = logging.getLogger(__name__)

BETWEEN_READS = 30.0
AFTER_DEAD_CREDENTIALS = 300.0


class Stopped(Exception):
    """Raised between two pages, or in a wait, of a read that is told to stop: nothing of it is kept."""


def follow(events: QuerySet[Event], say: Callable[[SyncRun], None]) -> None:
    """Read these events in turn, each after a pause of its own, until SIGTERM or SIGINT.

    A failed read is reported and tried again after the pause, a longer one where only a person can mend it.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    due: dict[int, float] = {}
    while not stop.wait(1):
        close_old_connections()
        for event in _still_active(events):
            if time.monotonic() >= due.get(event.pk, 0):
                due[event.pk] = _read(event, stop, say) + time.monotonic()


def _still_active(events: QuerySet[Event]) -> list[Event]:
    try:
        return list(events.all())
    except DatabaseError:
        logger.exception("The database did not say which events to read.")
        return []


def _read(event: Event, stop: threading.Event, say: Callable[[SyncRun], None]) -> float:
    def pause(seconds: float) -> None:
        if stop.wait(seconds):
            raise Stopped

    try:
        pause(0)
        client = client_for(event.account, sleep=pause)
        say(read_event(event, client=client, progress=lambda *_: pause(0)))
    except Stopped:
        return 0.0
    except KiwifyError as problem:
        return AFTER_DEAD_CREDENTIALS if problem.permanent else BETWEEN_READS
    except DatabaseError:
        logger.exception("A read of event %s was not kept.", event.pk)
    return BETWEEN_READS
