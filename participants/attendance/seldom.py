"""What costs much to count is counted the more seldom: of a large event's log a twentieth of the time at most."""

from collections.abc import Callable

TIMES = 20


class Seldom[Thing]:
    """Something that is counted again once so many times have passed as counting it took."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._next = float("-inf")
        self._counted: Thing

    def look(self, count: Callable[[], Thing]) -> Thing:
        began = self._clock()
        if began >= self._next:
            self._counted = count()
            ended = self._clock()
            self._next = ended + (ended - began) * TIMES
        return self._counted
