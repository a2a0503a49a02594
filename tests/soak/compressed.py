"""An hour in a minute: every wait of ours sixty times shorter, as far as the machine can follow.

What one HTTP answer may take shrinks less: it has to hold for a busy machine. All stays in the order it has in
earnest: a lease outlasts an answer, minting outlasts an answer, and a look-up is the most impatient of all.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from participants import accounts, events, leases, reception, schedule
from participants.following import reader
from participants.kiwify import client, token
from participants.kiwify.http import Patience
from participants.schedule import EVERYDAY
from participants.sync import comparing, reading

BY = 60
# Rests are shortened where they are written down, see `shorter_rests`.
RHYTHM = replace(EVERYDAY, look=0.1, near=15 / BY, far=180 / BY, full_near=120 / BY, full_far=1800 / BY)
PATIENCE = Patience(attempts=4, connect=0.3, read=0.5, whole_answer=0.8, longest_wait=1.5)
WAITS = 20  # the waits between attempts: any shorter, and all attempts would fall in one breath

LENGTHS: dict[Any, tuple[str, ...]] = {
    accounts: ("A_MINUTE", "SILENCE"),
    reading: ("OVERLAP", "QUIET", "LONG_BEFORE"),
    comparing: ("ASKEW",),
    schedule: (
        *("DOOR_IS_OPEN", "BEFORE", "AFTER", "A_DAY", "HEARTBEAT", "FOLLOWED_WITHIN", "LONGEST_REST"),
        "CLOCKS_DIFFER",
    ),
    reception: ("ASKED_LATELY",),
    events: ("NOTED_EVERY",),
    token: ("RENEW_EARLY", "LIFE_WHEN_UNTOLD", "LONGEST_LIFE"),
}
SET: dict[Any, dict[str, object]] = {
    accounts: {"LONGEST_MINTING": timedelta(seconds=1.5)},
    leases: {"LASTS": timedelta(seconds=3), "RENEW_EVERY": 0.25},
    reader: {"LEASE_IS_RENEWED": 0.25},
    client: {"WAIT_FOR_ANOTHER_MINTER": 1.5},
    reception: {
        "LONGEST_LOOK_UP": 0.5,
        "IMPATIENT": Patience(attempts=1, connect=0.2, read=0.3, whole_answer=0.45, longest_wait=0),
    },
}


def compress() -> None:
    """Do it in this process, before anything runs."""
    for module, names in LENGTHS.items():
        for name in names:
            setattr(module, name, getattr(module, name) / BY)
    for module, values in SET.items():
        for name, value in values.items():
            assert hasattr(module, name)
            setattr(module, name, value)
    client._wait = shorter_waits(client._wait)
    schedule._rest = shorter_rests(schedule._rest)
    schedule.after_full = with_longer_reads(schedule.after_full)


def shorter_waits(wait: Callable[[Any], float]) -> Callable[[Any], float]:
    return lambda state: wait(state) / WAITS


def shorter_rests(rest: Callable[..., None]) -> Callable[..., None]:
    return lambda event, **seconds: rest(event, **{name: wait / BY for name, wait in seconds.items()})


def with_longer_reads(after_full: Callable[..., None]) -> Callable[..., None]:
    """A read takes the calls of sixty times its seconds."""
    return lambda event, calls, seconds: after_full(event, calls, seconds * BY)
