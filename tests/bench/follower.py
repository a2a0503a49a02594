"""How soon a ticket that Kiwify sells is seen at the door, by a follower in its everyday rhythm."""

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from . import site
from .tablet import Ask, Pass, Tablet

SALES = 3
GIVES_UP = 90.0
# As often as the door page asks.
LOOKS_EVERY = 2.0
KIWIFYS_LIMIT = "60"
FULL_READ_NOW = """
from participants.models import Event, KiwifyCall
from participants.schedule import ask_for_a_read
KiwifyCall.objects.all().delete()
ask_for_a_read(Event.objects.get(product_id="{}"))
"""


@contextmanager
def follower(product_id: str, settings: Mapping[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "sync", "--follow", "--event", product_id],
        cwd=site.ROOT,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def follower_in_a_full_read(product_id: str, settings: Mapping[str, str]) -> Iterator[None]:
    """One that reads everybody at Kiwify's limit, which takes minutes."""
    site.manage("shell", "-c", FULL_READ_NOW.format(product_id), settings=settings)
    with follower(product_id, {**settings, "KIWIFY_CALLS_PER_MINUTE": KIWIFYS_LIMIT}):
        yield


class Watcher:
    """A tablet at the door of one event, as programs see it."""

    def __init__(self, slug: str, signed_in: Pass) -> None:
        self._path = f"/e/{slug}/counters/"
        self._tablet = Tablet(signed_in, **{"Accept": "application/json", "Accept-Encoding": "identity"})

    def several(self, what: str, sell: Callable[[], object]) -> dict[str, Any]:
        """Seconds from a sale to its showing; the sales fall anywhere between two reads."""
        seconds = []
        for _ in range(SALES):
            self._wait(random.uniform(1, 15))
            seconds.append(self._until_shown(sell))
        return {"what": what, "median": statistics.median(seconds), "longest": max(seconds)}

    def _until_shown(self, sell: Callable[[], object]) -> float:
        before, started = self._issued(), time.perf_counter()
        sell()
        self._wait(random.uniform(0, LOOKS_EVERY))
        while self._issued() <= before:
            if time.perf_counter() - started > GIVES_UP:
                raise RuntimeError("A sale was never shown at the door.")
            time.sleep(LOOKS_EVERY)
        return time.perf_counter() - started

    def _wait(self, seconds: float) -> None:
        """The door stays open meanwhile."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._issued()
            time.sleep(min(left, LOOKS_EVERY))

    def _issued(self) -> int:
        counters = json.loads(self._tablet.ask(Ask(self._path, as_htmx=False)).body)
        return counters["issued_tickets"] or 0
