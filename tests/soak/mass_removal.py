"""Kiwify loses a quarter of an event's tickets at once: it must be held, and nobody withdrawn."""

from random import Random
from threading import Event as Flag

from django.db import connection

from participants.kiwify.sandbox.event import Event
from participants.kiwify.sandbox.people import Row
from participants.models import Participant, Reading

HELD_WITHIN = 20.0


class MassRemoval:
    """`problems` are what went wrong with it; it comes back in half of the hours."""

    def __init__(self, event: Event, rng: Random) -> None:
        self._event, self._rng = event, rng
        self._gone: list[Row] = []
        self.comes_back = rng.random() < 0.5
        self.was_held = False
        self.problems: list[str] = []

    def run(self, after: float, stop: Flag) -> None:
        if stop.wait(after):
            return
        rows = self._event.rows()
        self._gone = [self._event.withdraw(str(row["id"])) for row in self._rng.sample(rows, len(rows) // 4)]
        self._watch(stop)
        if self.comes_back:
            for row in self._gone:
                self._event.sell(**row)
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
        ids = [str(row["id"]) for row in self._gone]
        return Participant.objects.filter(kiwify_id__in=ids).exclude(withdrawn_at=None).count()
