"""Kiwify's limit in compressed time, and how often somebody met it."""

import time

from participants.kiwify.sandbox.pace import Pace

from .compressed import BY


class CountingPace(Pace):
    def __init__(self, calls_per_minute: int | None) -> None:
        super().__init__(calls_per_minute, seconds=lambda: time.monotonic() * BY)
        self.refused = 0

    def allow(self) -> bool:
        allowed = super().allow()
        self.refused += not allowed
        return allowed
