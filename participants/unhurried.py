"""Notes that nobody waits for: written down if the database is free at once, and another time if it is not."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

logger = logging.getLogger(__name__)


@contextmanager
def if_not_busy() -> Iterator[None]:
    """What is written inside is left out where the database is busy or full; whoever asks goes on at once."""
    try:
        with impatient():
            yield
    except DatabaseError as problem:
        logger.info("A note could not be written down now: %s", problem)


@contextmanager
def impatient() -> Iterator[None]:
    """What is written inside waits for nobody: DatabaseError where it would have to."""
    with _impatient_writer() if connection.vendor == "sqlite" else _impatient_for_rows():
        yield


@contextmanager
def _impatient_writer() -> Iterator[None]:
    """SQLite has one writer at a time. In a transaction it is us."""
    if connection.in_atomic_block:
        yield
        return
    patience = connection.settings_dict["OPTIONS"]["timeout"]
    _wait_for_others(0)
    try:
        yield
    finally:
        _wait_for_others(patience)


@contextmanager
def _impatient_for_rows() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '50ms'")
        yield


def _wait_for_others(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
