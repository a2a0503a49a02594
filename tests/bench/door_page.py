"""The door's page at a paired tablet, as far as the server sees it: what it asks, when, and what an answer makes it do.

It follows static/js and templates/door.html: the counters poll, and what they say has moved is asked for again; each
letter typed is a search; a check-in makes the counters ask at once.
"""

import html
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import gevent

from .asked import Ask
from .asked import check_in as checking_in

POLLS_EVERY, TYPES_EVERY = 2.0, 0.18  # seconds; somebody who types well
JOINING, POLL, REFRESH, SEARCH, CHECK_IN = "joining", "poll", "rows renewed", "search", "check-in"

type Send = Callable[[str, Ask], Any]


class DoorPage:
    """`send` asks under a name, and returns the answer with its `text`, `headers` and `status_code`."""

    def __init__(self, slug: str, send: Send) -> None:
        self._slug, self._send = slug, send
        self._polled_at = 0.0
        self._counters = self._version = self._csrf = self._query = ""
        self._checkpoint = ""
        self._shown: list[str] = []
        self._presence = ""
        self._is_searching = False

    def join(self, token: str, member: int, pin: str) -> None:
        """This browser becomes a tablet, and somebody says to be at it."""
        path = f"/pair/{token}/"
        offer = self._send(JOINING, Ask(path, as_htmx=False))
        locked = self._send(JOINING, Ask(path, {"csrfmiddlewaretoken": csrf_in(offer.text)}, as_htmx=False))
        who = {"csrfmiddlewaretoken": csrf_in(locked.text), "person": str(member), "pin": pin}
        page = self._send(JOINING, Ask(f"/e/{self._slug}/tablet/who/", who, as_htmx=False)).text
        self._counters = counters_in(page)
        self._csrf = first(r'data-csrf="(\w+)"', page)
        self._checkpoint = first(r'name="checkpoint" value="(\d+)"', page)
        self._version = first(r'data-version="([^"]*)"', page)

    def poll_for_ever(self) -> None:
        while True:
            gevent.sleep(max(0.0, self._polled_at + POLLS_EVERY - time.monotonic()))
            if time.monotonic() >= self._polled_at + POLLS_EVERY:
                self.poll()

    def poll(self) -> None:
        self._polled_at = time.monotonic()
        rows = {"shown": self._shown, "presence": self._presence}
        told = urlencode(rows | {"version": self._version, "battery": 80, "charging": "false"}, doseq=True)
        answer = self._send(POLL, Ask(f"{self._counters}&{told}"))
        if answer.status_code == 200:
            self._counters = counters_in(answer.text) or self._counters
            self._polled_at = time.monotonic()  # htmx counts its seconds from when the counters were put in
        if "people-moved" in answer.headers.get("HX-Trigger", "") and not self._is_searching:
            self._ask_for_rows(REFRESH, shown=self._shown)

    def type(self, text: str) -> None:
        """Letter by letter. What the one before asked for is given up in a browser; here it has been answered."""
        for length in range(1, len(text) + 1):
            pressed = time.monotonic()
            self._query = text[:length]
            self._is_searching = True
            self._ask_for_rows(SEARCH)
            self._is_searching = False
            gevent.sleep(max(0.0, pressed + TYPES_EVERY - time.monotonic()))

    def check_in(self, **claim: object) -> Any:
        """The verdict's answer. The counters ask at once."""
        form = {"way": "in", "q": self._query, "csrfmiddlewaretoken": self._csrf, "id": str(uuid4()), **claim}
        answer = self._send(CHECK_IN, checking_in(self._slug, self._checkpoint, **form))
        if "check-in-changed" in answer.headers.get("HX-Trigger", ""):
            gevent.spawn(self.poll)
        return answer

    def _ask_for_rows(self, name: str, **more: object) -> None:
        field = {"q": self._query, "checkpoint": self._checkpoint, "way": "in", **more}
        answer = self._send(name, Ask(f"/e/{self._slug}/?{urlencode(field, doseq=True)}"))
        if answer.status_code == 200:
            self._shown = re.findall(r'name="shown" value="(\d+)"', answer.text)
            self._presence = first(r'name="presence" value="(\w*)"', answer.text)


def counters_in(page: str) -> str:
    return html.unescape(first(r'id="counters"[^>]*hx-get="([^"]+)"', page))


def csrf_in(page: str) -> str:
    return first(r'name="csrfmiddlewaretoken" value="(\w+)"', page)


def first(pattern: str, text: str) -> str:
    found = re.search(pattern, text or "")
    return found[1] if found else ""
