"""The rows of an event, kept sorted and marked so that no listing has to walk through all of them."""

import json
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from .listing import EVER, EXACT_FILTERS, Filters, Mark, Span
from .people import Row

type Key = tuple[str, str]  # a moment and an id: the order of a listing, and of changes

REMEMBERED_LISTINGS = 32
MANY = 8  # above one row in so many, picking from the sorted list is cheaper than sorting the picked


class Index:
    """Not threadsafe: the event that owns it holds the lock."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: dict[str, Row] = {_id(row): row for row in rows}
        self._json: dict[str, bytes] = {}
        self._listings: dict[Filters, Sequence[Key]] = {}
        self._created = sorted(_key(row, "created_at") for row in self.rows.values())
        self._updated = sorted(_key(row, "updated_at") for row in self.rows.values())
        self._marked: defaultdict[Mark, set[str]] = defaultdict(set)
        for row in self.rows.values():
            self._mark(row)

    def add(self, row: Row) -> None:
        self.rows[_id(row)] = row
        insort(self._created, _key(row, "created_at"))
        insort(self._updated, _key(row, "updated_at"))
        self._mark(row)
        self._listings.clear()

    def remove(self, participant_id: str) -> Row:
        row = self.rows.pop(participant_id)
        del self._created[bisect_left(self._created, _key(row, "created_at"))]
        del self._updated[bisect_left(self._updated, _key(row, "updated_at"))]
        for mark in _marks(row):
            self._unmark(mark, participant_id)
        self._json.pop(participant_id, None)
        self._listings.clear()
        return row

    def count(self, mark: Mark) -> int:
        return len(self._marked.get(mark, ()))

    def matching(self, filters: Filters) -> Sequence[Key]:
        """Keys of the matching rows, in listing order: by created_at, then id."""
        if filters not in self._listings:
            if len(self._listings) >= REMEMBERED_LISTINGS:
                self._listings.clear()
            self._listings[filters] = self._find(filters)
        return self._listings[filters]

    def row_json(self, participant_id: str) -> bytes:
        """The row as it goes over the wire, written once and kept until the row changes."""
        if participant_id not in self._json:
            self._json[participant_id] = compact_json(self.rows[participant_id])
        return self._json[participant_id]

    def _find(self, filters: Filters) -> Sequence[Key]:
        keys = _cut(self._created, filters.created)
        wanted = self._wanted(filters)
        if not wanted:
            return keys
        fewest, *others = sorted(wanted, key=len)
        ids = fewest.intersection(*others) if others else fewest
        if len(ids) > len(keys) // MANY:
            return [key for key in keys if key[1] in ids]
        return _cut(sorted(_key(self.rows[one], "created_at") for one in ids), filters.created)

    def _wanted(self, filters: Filters) -> list[set[str]]:
        """For each filter but `created`, the ids that pass it."""
        wanted = [self._marked.get(mark, set()) for mark in filters.exact]
        if filters.updated != EVER:
            wanted.append({participant_id for _, participant_id in _cut(self._updated, filters.updated)})
        return wanted

    def _mark(self, row: Row) -> None:
        for mark in _marks(row):
            self._marked[mark].add(_id(row))

    def _unmark(self, mark: Mark, participant_id: str) -> None:
        self._marked[mark].remove(participant_id)
        if not self._marked[mark]:
            del self._marked[mark]  # or a soak test would leave one behind for every ticket it changed


def compact_json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="backslashreplace")  # half a surrogate pair goes out as an escape


def _marks(row: Row) -> Iterator[Mark]:
    yield "checked_in", "true" if row["checkin_at"] else "false"
    for name in EXACT_FILTERS:
        yield name, row[name]


def _cut(keys: Sequence[Key], span: Span) -> Sequence[Key]:
    if span == EVER:
        return keys
    start = bisect_left(keys, (span.start, "")) if span.start else 0
    end = bisect_left(keys, (span.end, "")) if span.end else len(keys)
    return keys[start:end]


def _id(row: Row) -> str:
    return _key(row, "created_at")[1]


def _key(row: Row, moment: Literal["created_at", "updated_at"]) -> Key:
    at, participant_id = row[moment], row["id"]
    assert at is not None  # the two dates and the id are the fields that are never null
    assert participant_id is not None
    return at, participant_id
