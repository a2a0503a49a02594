"""Kiwify's limit: so many calls in any minute, then 429."""

import threading
import time
from collections import deque
from collections.abc import Callable

MINUTE = 60.0


class Pace:
    """A sliding minute. `calls_per_minute` may be changed while serving; None is no limit."""

    def __init__(self, calls_per_minute: int | None, seconds: Callable[[], float] = time.monotonic) -> None:
        self.calls_per_minute = calls_per_minute
        self._seconds = seconds
        self._allowed: deque[float] = deque()
        self._lock = threading.Lock()

    def allow(self) -> bool:
        """Whether one more call fits; a call refused does not count towards the next minute."""
        limit = self.calls_per_minute
        if limit is None:
            return True
        with self._lock:
            now = self._seconds()
            while self._allowed and self._allowed[0] <= now - MINUTE:
                self._allowed.popleft()
            if len(self._allowed) >= limit:
                return False
            self._allowed.append(now)
            return True
