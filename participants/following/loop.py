"""The loop that looks what is due, and sets a thread to it."""

import logging
import threading
import time

from django.db import DatabaseError, close_old_connections

from .. import schedule
from ..kiwify.http import Patience
from ..models import Event
from ..schedule import EVERYDAY, Rhythm, Wanted
from .indexer import Indexer
from .reader import Reader, Tell

logger = logging.getLogger(__name__)

AT_ONCE = 8
LEAVES_WITHIN = 2.0


def follow(
    wanted: Wanted, tell: Tell, stop: threading.Event, *, rhythm: Rhythm = EVERYDAY, patience: Patience = Patience()
) -> None:
    """Read the `wanted` events, each when it is due, until `stop` is set; then leave within seconds.

    A failed read is reported and tried again later, much later where only a person can mend it.
    """
    readers: dict[int, Reader] = {}
    indexer = Indexer()
    while not stop.wait(rhythm.look):
        close_old_connections()
        indexer = indexer.next()
        readers = {pk: reader for pk, reader in readers.items() if reader.is_alive()}
        for event in _due(wanted, rhythm):
            if event.pk not in readers and len(readers) < AT_ONCE:
                readers[event.pk] = Reader(event, tell, stop, rhythm, patience)
                readers[event.pk].start()
    _leave(list(readers.values()))


def _due(wanted: Wanted, rhythm: Rhythm) -> list[Event]:
    try:
        return schedule.due_events(wanted, rhythm)
    except DatabaseError:
        logger.exception("The database did not say which events to read.")
        return []


def _leave(readers: list[Reader]) -> None:
    """Give readers a moment to finish their page and report; who hangs is left behind."""
    gives_up = time.monotonic() + LEAVES_WITHIN
    for reader in readers:
        reader.join(max(0.0, gives_up - time.monotonic()))
    for reader in readers:
        if reader.is_alive():
            reader.abandon()
