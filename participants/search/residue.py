"""What SQLite's index still holds of rows that were deleted.

FTS5 only notes that a row is gone, and lets its words go when it merges what it keeps into one. All of it at once
would hold the door: 0.75 s with 50,000 people. In steps each holds it for 40 ms at most.
"""

import time

from django.db import connection

from ..portions import rest
from ..unhurried import if_not_busy
from .index import TABLE

PAGES = 200
MERGE = f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('merge', %s)"
# FTS5's own sign that a step found nothing to do is that it wrote fewer rows than this.
A_STEP = 2


def let_go() -> None:
    """Leave nothing of deleted rows in the index. PostgreSQL lets go of them by itself, when it vacuums."""
    if connection.vendor != "sqlite":
        return
    pages = -PAGES  # the first step, with a minus, has all that there is merged into one
    while _merge(pages) >= A_STEP:
        pages = PAGES
    _empty_the_log()


def _empty_the_log() -> None:
    """Until it is written over, the write-ahead log keeps what it was told. Whoever uses it now is not waited for."""
    if not connection.in_atomic_block:
        with if_not_busy(), connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _merge(pages: int) -> int:
    """One step, and a rest after it in which the door is let in; how many rows it wrote."""
    began = time.monotonic()
    with connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute(MERGE, [pages])
        wrote: int = connection.connection.total_changes - before
    rest((time.monotonic() - began) / 2)
    return wrote
