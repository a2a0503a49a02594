import math
import threading
import time
from collections.abc import Callable


class Lately[Seen]:
    """What a look saw, kept for some seconds: who comes meanwhile, or at once, is told the same."""

    def __init__(self, look: Callable[[], Seen], seconds: float) -> None:
        self._look, self._seconds = look, seconds
        self._lock = threading.Lock()
        self._looked_at = -math.inf
        self._seen: Seen

    def __call__(self) -> Seen:
        with self._lock:
            if time.monotonic() - self._looked_at >= self._seconds:
                self._seen = self._look()
                self._looked_at = time.monotonic()
            return self._seen

    def forget(self) -> None:
        self._looked_at = -math.inf
