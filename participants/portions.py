"""Much to write, in portions: each a transaction of its own, so that the door is let in between two of them.

SQLite has one writer at a time and no queue: who waits looks again after a sleep, of 25 ms at first and of 100 later.
A portion takes some 30 ms of CPU time, and the rest after it outlasts such a sleep.
"""

import time
from collections.abc import Iterator, Sequence

from django.db import connection

# To write 10,000 people takes 2.9 s of CPU time in these, and 2.5 s in those of 250 that are waited for longer.
AT_ONCE = 100
SHORTEST_REST, LONGEST_REST = 0.03, 0.11


def in_portions[Thing](things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """These, some at a time. Who takes the next has committed the last; what a cut leaves undone must be harmless."""
    for at in range(0, len(things), AT_ONCE):
        began = time.monotonic()
        yield things[at : at + AT_ONCE]
        if at + AT_ONCE < len(things):
            rest((time.monotonic() - began) / 2)


def rest(seconds: float) -> None:
    """Within a transaction a rest would only make others wait, and on PostgreSQL nobody waits for us."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(min(max(seconds, SHORTEST_REST), LONGEST_REST))
