"""Kiwify loses a quarter of an event's tickets at once: it must be held, and nobody withdrawn."""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from threading import Event as Flag

from django.db import connection

from participants.kiwify.sandbox.event import Event
from participants.kiwify.sandbox.people import Row
from participants.models import Participant, Reading

HELD_WITHIN = 20.0


class MassRemoval:
    """`problems` are what went wrong with it; it comes back in half of the hours."""

    def __init__(self, event: Event, bring_back: Callable[[Event, Row], None], rng: Random) -> None:
        self._event, self._bring_back, self._rng = event, bring_back, rng
        self._gone: list[Row] = []
        self.comes_back = rng.random() < 0.5
        self.was_held = False
        self.problems: list[str] = []

    def run(self, after: float, stop: Flag) -> None:
        if stop.wait(after):
            return
        # Some were listed again so lately that we do not know of it yet.
        known = self._known_to_be_gone()
        rows = [row for row in self._event.rows() if row["id"] not in known]
        for row in self._rng.sample(rows, len(rows) // 4):
            with suppress(KeyError):  # somebody else withdrew it
                self._gone.append(self._event.withdraw(str(row["id"])))
        self._watch(stop)
        if self.comes_back:
            for row in self._gone:
                self._bring_back(self._event, row)
        connection.close()

    def _watch(self, stop: Flag) -> None:
        waited = 0.0
        while waited < HELD_WITHIN and not (self.was_held and waited > HELD_WITHIN / 4):
            self.was_held = self.was_held or self._is_held()
            if withdrawn := self._withdrawn():
                self.problems.append(f"{withdrawn} of {len(self._gone)} that went at once were withdrawn unasked.")
                return
            waited += 0.2
            if stop.wait(0.2):
                break
        if not self.was_held:
            self.problems.append("A mass removal was not held.")

    def _is_held(self) -> bool:
        reading = Reading.objects.filter(event__product_id=self._event.product_id).first()
        return bool(reading and len(reading.held) >= len(self._gone) * 0.9)

    def _withdrawn(self) -> int:
        return len(self._known_to_be_gone() & {row["id"] for row in self._gone})

    def _known_to_be_gone(self) -> set[str | None]:
        gone = Participant.objects.exclude(withdrawn_at=None)
        return set(gone.values_list("kiwify_id", flat=True))
