"""Tablets at the door: each lets somebody in every second, and asks for the counters as its page does.

What has no answer is asked again with the same id until there is one, as staff do with the page's own button.
"""

import http.client
import json
import re
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode
from uuid import uuid4

from .programs import PORT, SITE

BROWSER = "Mozilla/5.0 (Linux; Android 14; Tablet) Portaria cluster test"
# After so long the page offers to ask again; see static/js/patience.js.
GIVES_UP_AFTER = 8.0
EVERY = 1.0
ASKS_AGAIN_AFTER = 0.5
POLLS_EVERY = 2.0
# Of so many guests one is scanned at two gates in the same moment.
ONE_OF_TWICE = 10


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to one check-in: what the tablet was told, when it asked first, and when it was answered."""

    id: str
    code: str
    result: str
    asked: float
    answered: float
    tablet: int


@dataclass(frozen=True, slots=True)
class Failure:
    at: float
    kind: str


@dataclass(slots=True)
class Memory:
    told: list[Told] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)


class Guests:
    """The next code to be scanned, by whichever tablet."""

    def __init__(self, codes: list[str]) -> None:
        self._codes, self._numbers, self._lock = codes, count(), threading.Lock()
        self._twice: list[str] = []

    def next(self) -> str:
        with self._lock:
            if self._twice:
                return self._twice.pop()
            number = next(self._numbers)
            code = self._codes[number % len(self._codes)]
            if number % ONE_OF_TWICE == 0:
                self._twice.append(code)
            return code


class Tablet:
    def __init__(self, number: int, address: str, door: str, cookies: str, memory: Memory) -> None:
        self._number, self._address, self._door, self._memory = number, address, door, memory
        token = re.search(r"csrftoken=(\w+)", cookies)
        self._headers = {
            "Host": SITE, "User-Agent": BROWSER, "Cookie": cookies, "Accept": "application/json",
            "X-CSRFToken": token[1] if token else "", "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip

    def let_in(self, guests: Guests, stop: threading.Event) -> None:
        line = Line(self._address, self._headers, self._memory)
        stop.wait(EVERY * self._number / 20)
        while not stop.is_set():
            began = time.monotonic()
            self._let_in(line, guests.next(), stop)
            stop.wait(max(0.0, began + EVERY - time.monotonic()))

    def poll(self, stop: threading.Event) -> None:
        line = Line(self._address, self._headers, self._memory)
        while not stop.wait(POLLS_EVERY):
            if line.ask("GET", f"{self._door}counters/"):
                self._memory.polls.append(time.monotonic())

    def _let_in(self, line: "Line", code: str, stop: threading.Event) -> None:
        id, asked = str(uuid4()), time.monotonic()
        form = urlencode({"id": id, "code": code})
        while not (answer := line.ask("POST", f"{self._door}check-ins/", form)):
            if stop.wait(ASKS_AGAIN_AFTER):
                return
        result = str(answer["result"])
        self._memory.told.append(Told(id, code, result, asked, time.monotonic(), self._number))


class Line:
    """A connection that is made anew when it fails; what failed is noted."""

    def __init__(self, address: str, headers: dict[str, str], memory: Memory) -> None:
        self._address, self._headers, self._memory = address, headers, memory
        self._connection = self._new()

    def ask(self, method: str, path: str, body: str | None = None) -> dict[str, object] | None:
        """The JSON of a good answer; None for anything else."""
        try:
            self._connection.request(method, path, body, self._headers)
            response = self._connection.getresponse()
            said = response.read()
        except (OSError, http.client.HTTPException) as problem:
            self._failed(type(problem).__name__)
            return None
        if response.status != 200:
            self._failed(f"{response.status} {_words_of(said)}".strip())
            return None
        answer: dict[str, object] = json.loads(said)
        return answer

    def _failed(self, kind: str) -> None:
        self._memory.failures.append(Failure(time.monotonic(), kind))
        self._connection.close()
        self._connection = self._new()

    def _new(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self._address, PORT, timeout=GIVES_UP_AFTER)


def _words_of(said: bytes) -> str:
    """The code of an error of ours; nothing where a gateway speaks."""
    try:
        return str(json.loads(said)["error"])
    except (ValueError, KeyError, TypeError):
        return ""
