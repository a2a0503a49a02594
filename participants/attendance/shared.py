"""One board for everybody who looks: each process takes it once a second at most, however many boards are open."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Lock

from django.utils import timezone

from ..models import Event
from .arrivals import Arrivals, arrivals
from .board import Board, take
from .glance import glance
from .seldom import Seldom
from .tallies import BatchTally, by_batch

TAKEN_EVERY = 1.0
# While one thread takes a new board the others show the last, unless nobody has looked for longer than this.
SHOWN_FOR = 5.0
# Long past arrivals change only by a rare undo, and are counted again so often; the rest at every taking.
PAST_EVERY = 30.0
SETTLED_AFTER = timedelta(minutes=1)


class SharedBoard:
    """An event's board in this process, and the arrivals that are long past."""

    def __init__(self, event_key: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._event_key = event_key
        self._clock = clock
        self._lock = Lock()
        self._board: Board | None = None
        self._batches: Seldom[Sequence[BatchTally]] = Seldom(clock)
        self._taken = self._past_taken = float("-inf")
        self._past: Arrivals
        self._past_until: datetime

    def look(self) -> Board:
        """The board, a second old at most; a little more for whom another thread is taking it."""
        if self._board and self._age < TAKEN_EVERY:
            return self._board
        can_wait = self._board is None or self._age > SHOWN_FOR
        if not self._lock.acquire(blocking=can_wait):
            assert self._board is not None
            return self._board
        try:
            return self._board if self._board and self._age < TAKEN_EVERY else self._take(timezone.now())
        finally:
            self._lock.release()

    @property
    def _age(self) -> float:
        return self._clock() - self._taken

    def _take(self, now: datetime) -> Board:
        seen = glance(self._event_key, now)
        if self._board is None or self._board.mark != seen.mark:
            batches = self._batches.look(lambda: by_batch(seen.event))
            self._board = take(seen, self._arrivals(seen.event, now), batches, now)
        self._taken = self._clock()
        return self._board

    def _arrivals(self, event: Event, now: datetime) -> Arrivals:
        if self._clock() - self._past_taken > PAST_EVERY:
            self._past_until = now - SETTLED_AFTER
            self._past = arrivals(event, recorded_at__lt=self._past_until)
            self._past_taken = self._clock()
        return self._past + arrivals(event, recorded_at__gte=self._past_until)


_boards: dict[int, SharedBoard] = {}


def board_of(event_key: int) -> Board:
    """The event's board as every open board shows it."""
    return _boards.setdefault(event_key, SharedBoard(event_key)).look()
