"""Many people at once: main(PRODUCT_ID, PARTICIPANTS) prints some of them as JSON.

A full read takes them in as it would from Kiwify; only, the pages come from memory and not over HTTP, and on SQLite all
of it is kept in one transaction that need not outlive a power cut. PostgreSQL commits each portion and looks at its
tables then, as its housekeeping does by itself in the hours that so many take. Every other one was let in hours ago, by
Kiwify's own app.
"""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import batched
from random import Random
from typing import Any, cast

from django.db import connection, transaction

from participants.kiwify.client import Client
from participants.kiwify.sandbox import people
from participants.kiwify.sandbox.moments import iso, utc_now
from participants.kiwify.wire import Page, parse_page
from participants.models import Event
from participants.sync import read_event

from .kiwify import HOURS, Row, spread

AT_ONCE = 10_000
MOST_OUTSIDE, MOST_PEOPLE = 25_000, 2_000


class FromMemory:
    """Kiwify's client, as far as a full read that misses nobody needs one."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows
        self.calls = 0

    def pages(self, product_id: str) -> Iterator[Page]:
        totals = totals_of(self._rows)
        for some in batched(self._rows, AT_ONCE):
            data: dict[str, Any] = totals | {"participants": list(some)}
            yield parse_page({"pagination": {"count": len(self._rows), "page_size": AT_ONCE}, "data": data})
            if connection.vendor == "postgresql":
                connection.cursor().execute("ANALYZE")


def totals_of(rows: list[Row]) -> dict[str, int]:
    places = len(rows) + len(rows) // 10
    return {
        "max_tickets": places,
        "available": places - len(rows),
        "issued_tickets": len(rows),
        "sold_tickets": sum(row["order_id"] is not None for row in rows),
        "total_checkin": sum(row["checkin_at"] is not None for row in rows),
    }


def crowd(participants: int, seed: str) -> list[Row]:
    rng, now = Random(seed), utc_now()
    rows = people.crowd(participants, rng=rng, batches=people.batch_ids(rng), now=now)
    for row in rows[::2]:
        row["checkin_at"] = row["checkin_at"] or iso(now - HOURS)
    return rows


def main(product_id: str, participants: str) -> None:
    rows = crowd(int(participants), seed=product_id)
    if is_sqlite := connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")
    with transaction.atomic() if is_sqlite else nullcontext():
        read_event(Event.objects.get(product_id=product_id), client=cast(Client, FromMemory(rows)))
    outside = [row for row in rows if row["checkin_at"] is None]
    print(json.dumps({"outside": spread(outside, MOST_OUTSIDE), "people": spread(rows, MOST_PEOPLE)}))
