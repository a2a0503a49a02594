"""One event at the stand-in Kiwify: its tickets, and what may happen to them while it is being read."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random

from . import people
from .index import Index, compact_json
from .listing import Filters, Listing, Window, page_asked
from .moments import iso, utc_now
from .people import Row

type Clock = Callable[[], datetime]

FIELDS = frozenset(
    "id external_id batch_id batch_name name email cpf phone order_id".split()
    + "checkin_at created_at updated_at".split()
)
NEVER_NULL = frozenset({"id", "created_at", "updated_at"})


class Event:
    """Threadsafe: every method may be called while pages are being served. Rows handed out are copies.

    Methods that take an id raise KeyError for one that is not listed. Fields that no participant has raise
    ValueError, and so does null for the id or for one of the two dates.
    """

    def __init__(self, product_id: str, *, participants: int, name: str, seed: str, clock: Clock = utc_now) -> None:
        self.product_id = product_id
        self.name = name
        self.clock = clock
        self._rng = Random(seed)
        self.batches = people.batch_ids(self._rng)
        rows = people.crowd(participants, rng=self._rng, batches=self.batches, now=clock())
        self.max_tickets = participants + max(50, participants // 10)
        self._index = Index(rows)
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._index.rows)

    def rows(self) -> list[Row]:
        """Every participant, in the order a listing gives them."""
        with self._lock:
            return [dict(self._index.rows[one]) for _, one in self._index.matching(Listing().filters)]

    def row(self, participant_id: str) -> Row:
        with self._lock:
            return dict(self._index.rows[participant_id])

    def order(self, order_id: str) -> list[Row]:
        """The tickets listed under one order, in the order of a listing; none for an order nobody knows."""
        ours = Filters(exact=frozenset({("order_id", order_id)}))
        with self._lock:
            return [dict(self._index.rows[one]) for _, one in self._index.matching(ours)]

    def sell(self, /, **fields: str | None) -> Row:
        """Sell one ticket, now; what is not given is made up. A known `batch_name` brings its `batch_id`."""
        batch = fields.get("batch_name") or "Lote 2"
        batch_id = self.batches.get(batch, self.batches["Lote 2"])
        with self._lock:
            row = people.one_buyer(self._rng, batch=(batch, batch_id), at=self.clock()) | _checked(fields)
            if row["id"] in self._index.rows:
                raise ValueError(f"{row['id']} is listed already")
            self._index.add(row)
            return dict(row)

    def withdraw(self, participant_id: str) -> Row:
        """Stop listing the ticket, as after a refund. `sell(**row)` lists it again."""
        with self._lock:
            return self._index.remove(participant_id)

    def refund(self, order_id: str) -> list[Row]:
        """Stop listing every ticket of the order; the tickets. Raises KeyError for one without tickets."""
        with self._lock:
            tickets = [self.withdraw(str(row["id"])) for row in self.order(order_id)]
        if not tickets:
            raise KeyError(order_id)
        return tickets

    def change(self, participant_id: str, **fields: str | None) -> Row:
        """Change some fields; `updated_at` moves to now unless it is one of them. The id cannot change."""
        if "id" in fields:
            raise ValueError("a participant's id never changes")
        with self._lock:
            moved = {"updated_at": self._next_update(participant_id)}
            row = self.row(participant_id) | moved | _checked(fields)
            self._index.remove(participant_id)
            self._index.add(row)
            return dict(row)

    def rename(self, participant_id: str, name: str | None) -> Row:
        return self.change(participant_id, name=name)

    def check_in(self, participant_id: str, at: datetime | None = None) -> Row:
        """Kiwify's own app lets the person in, `at` a moment or now."""
        return self.change(participant_id, checkin_at=iso(at or self.clock()))

    def take_back_check_in(self, participant_id: str) -> Row:
        return self.change(participant_id, checkin_at=None)

    def counters(self) -> dict[str, int]:
        """The numbers that go with every page, whatever was filtered, in the published order."""
        with self._lock:
            issued = len(self)
            return {
                "max_tickets": self.max_tickets,
                "available": max(0, self.max_tickets - issued),
                "issued_tickets": issued,
                "sold_tickets": issued - self._index.count(("order_id", None)),
                "total_checkin": self._index.count(("checked_in", "true")),
            }

    def page(self, listing: Listing, window: Window = page_asked) -> bytes:
        """The JSON body of one page, put together from rows written before."""
        with self._lock:
            keys = self._index.matching(listing.filters)
            rows = b",".join(self._index.row_json(one) for _, one in keys[window(listing)])
            pagination = _pagination(listing, len(keys))
            counters = compact_json(self.counters())[:-1]  # left open: the participants follow
        return b'{"pagination":%s,"data":%s,"participants":[%s]}}' % (pagination, counters, rows)

    def _next_update(self, participant_id: str) -> str:
        """Now, but always later than before: two changes within a millisecond must both move it."""
        before = self.row(participant_id)["updated_at"] or ""
        now = iso(self.clock())
        return now if now > before else iso(datetime.fromisoformat(before) + timedelta(milliseconds=1))


def _pagination(listing: Listing, count: int) -> bytes:
    return compact_json({"count": count, "page_number": listing.page_number, "page_size": listing.page_size})


def _checked(fields: Mapping[str, str | None]) -> dict[str, str | None]:
    if unknown := fields.keys() - FIELDS:
        raise ValueError(f"a participant has no {', '.join(sorted(unknown))}")
    if missing := {name for name in NEVER_NULL if name in fields and fields[name] is None}:
        raise ValueError(f"{', '.join(sorted(missing))} cannot be null")
    return dict(fields)
