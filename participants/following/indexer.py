"""Bringing the index of the search in step, beside the reads."""

import logging
import threading
from typing import override

from django.db import DatabaseError, connection

from .. import archiving
from ..leases import LeaseLost
from ..models import Event

logger = logging.getLogger(__name__)


class Indexer(threading.Thread):
    """Takes archived events out of the search, and those that came back in, one after the other."""

    def __init__(self, event: Event | None = None) -> None:
        super().__init__(name="indexer", daemon=True)
        self._event = event

    def next(self) -> "Indexer":
        """Itself while it is at work, or the next one, at work if there is anything to do."""
        if self.is_alive():
            return self
        try:
            event = archiving.next_to_index()
        except DatabaseError:
            return self  # which has been told already
        if event is None:
            return self
        indexer = Indexer(event)
        indexer.start()
        return indexer

    @override
    def run(self) -> None:
        assert self._event
        try:
            archiving.index_or_leave(self._event)
        except (DatabaseError, LeaseLost):
            logger.exception("The index of event %s was not brought in step; it is tried again.", self._event.pk)
        finally:
            connection.close()
