"""A read by a process that dies in the middle of it: `python -m tests.read.killed STEP`."""

import os
import signal
import sys
from typing import Any
from unittest.mock import patch

import django

# What is never done, for each step before the first commit, and after it.
BEFORE = {
    "mint": "participants.kiwify.client.Client._mint",
    "compare": "participants.sync.reading.compare",
    "judge": "participants.sync.reading.judge",
    "write": "participants.sync.writing.search.index",
    "commit": "participants.leases.Lease.confirm",
}
AFTER = {
    "next portion": "participants.portions.rest",
    "withdraw": "participants.sync.reading.withdraw",
    "arrivals": "participants.sync.reading.door.take_in_arrivals_at_kiwify",
    "report": "participants.sync.reading.Report.done",
    "end": "participants.sync.reading._remember_full",
}
STEPS = BEFORE | AFTER
PAGES = {"page 1": 1, "page 2": 2}


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def read(step: str) -> None:
    from participants import portions
    from participants.models import Event
    from participants.sync import read_event

    event, pages = Event.objects.select_related("account").get(), []

    def turn(*page: Any) -> None:
        pages.append(page)
        if len(pages) == PAGES.get(step):
            die()

    if step in STEPS:
        portions.AT_ONCE = 1
        with patch(STEPS[step], die):
            read_event(event)
    read_event(event, progress=turn)


if __name__ == "__main__":
    django.setup()
    read(sys.argv[1])
