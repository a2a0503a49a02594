"""Notes that nobody waits for: written down if the database is free at once, and another time if it is not."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)


@contextmanager
def if_not_busy() -> Iterator[None]:
    """What is written inside is left out where the database is busy or full; whoever asks goes on at once.

    Only SQLite makes one writer wait for all others; elsewhere this only catches what fails.
    """
    with _no_patience():
        try:
            yield
        except DatabaseError as problem:
            logger.info("A note could not be written down now: %s", problem)


@contextmanager
def _no_patience() -> Iterator[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    patience = connection.settings_dict["OPTIONS"]["timeout"]
    _wait_for_others(0)
    try:
        yield
    finally:
        _wait_for_others(patience)


def _wait_for_others(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
