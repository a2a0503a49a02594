"""Many tablets that let people in as fast as they are answered, two of them for every ticket."""

import http.client
import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from queue import Queue
from urllib.parse import urlencode
from uuid import uuid4

from .site import Site

TABLETS = 16
ASKED_FOR_EACH = 2


@dataclass(slots=True)
class Asked:
    """One check-in that was asked for. `told` is the verdict that came back, "" where none did."""

    id: str
    ticket: str
    told: str = ""


@dataclass(slots=True)
class Door:
    """Where to ask, and as whom."""

    site: Site
    path: str
    headers: Mapping[str, str]

    def ask(self, connection: http.client.HTTPConnection, asked: Asked) -> str:
        """The verdict. Raises OSError and HTTPException where the site is gone, and Unexpected."""
        form = urlencode({"id": asked.id, "participant": asked.ticket})
        connection.request("POST", self.path, form, {**self.headers})
        response = connection.getresponse()
        said = response.read()
        if response.status != 200:
            raise Unexpected(f"{response.status} {said[:200]!r}")
        return str(json.loads(said)["result"])


class Unexpected(Exception):
    """An answer, and no verdict."""


@dataclass(slots=True)
class Flood:
    door: Door
    tickets: Sequence[str]
    asked: list[Asked] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    slowest: float = 0.0
    _tablets: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        turns: Queue[Asked] = Queue()
        for ticket in self.tickets:
            for _ in range(ASKED_FOR_EACH):
                turns.put(Asked(str(uuid4()), ticket))
        self._tablets = [threading.Thread(target=self._tablet, args=(turns,)) for _ in range(TABLETS)]
        for tablet in self._tablets:
            tablet.start()

    def end(self) -> None:
        for tablet in self._tablets:
            tablet.join()

    @property
    def acknowledged(self) -> list[Asked]:
        return [one for one in self.asked if one.told]

    def _tablet(self, turns: "Queue[Asked]") -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.door.site.port, timeout=30)
        while not turns.empty():
            asked = turns.get()
            self.asked.append(asked)
            began = time.monotonic()
            try:
                asked.told = self.door.ask(connection, asked)
            except Unexpected as problem:
                self.problems.append(str(problem))
            except (OSError, http.client.HTTPException):
                return
            self.slowest = max(self.slowest, time.monotonic() - began)
