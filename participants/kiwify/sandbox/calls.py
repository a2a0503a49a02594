"""The log of calls received, so that a test can ask what the client really did."""

import threading
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .answers import Asked, Subject

REMEMBERED_CALLS = 10_000  # a soak test makes millions; the counts go on


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: Mapping[str, str]
    subject: Subject


class CallLog:
    """The last 10,000 calls, oldest first, and counts of all of them."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=REMEMBERED_CALLS)
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Call]:
        with self._lock:
            return iter(list(self._calls))

    def __len__(self) -> int:
        return self._counts.total()

    def count(self, subject: Subject) -> int:
        """Calls on "token" (mints, refused ones included), "participants" (pages) or "other"."""
        return self._counts[subject]

    def counts(self) -> dict[str, int]:
        return {subject: self._counts[subject] for subject in ("token", "participants", "other")}

    def record(self, asked: Asked) -> None:
        with self._lock:
            self._calls.append(Call(asked.method, asked.path, asked.query, asked.subject))
            self._counts[asked.subject] += 1

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()
            self._counts.clear()
