"""What each process measures. Labels are bounded: events, and words of ours; nothing that somebody typed."""

import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

HERE = CollectorRegistry()

# Dense around what is promised: 150 ms.
SECONDS = (0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 10)
DELAYS = (1, 10, 60, 300, 900, 3600, 14400, 86400)

requests = Counter(
    "portaria_requests", "Requests answered, by the name of the view and the status.", ["view", "status"], registry=HERE
)
door_seconds = Histogram(
    "portaria_door_seconds", "How long the door's requests took: search, check_in, poll and replay.",
    ["what"], buckets=SECONDS, registry=HERE,
)  # fmt: skip
errors = Counter(
    "portaria_errors", "Requests that broke, by the name of the error and its database's code.", ["error"],
    registry=HERE,
)  # fmt: skip
verdicts = Counter(
    "portaria_verdicts", "Verdicts kept, by event, result and where they came from.", ["event", "result", "source"],
    registry=HERE,
)  # fmt: skip
replay_delay_seconds = Histogram(
    "portaria_replay_delay_seconds", "How long check-ins had waited in a tablet's queue when they came.",
    buckets=DELAYS, registry=HERE,
)  # fmt: skip
look_up_seconds = Histogram(
    "portaria_look_up_seconds", "How long somebody waited for Kiwify to be asked for a code, by its answer.",
    ["answer"], buckets=SECONDS, registry=HERE,
)  # fmt: skip
look_ups_waiting = Gauge(
    "portaria_look_ups_waiting", "People at the door who wait for Kiwify's answer now.", multiprocess_mode="livesum",
    registry=HERE,
)  # fmt: skip
write_wait_seconds = Histogram(
    "portaria_write_wait_seconds", "How long a transaction waited for SQLite's one writer.", buckets=SECONDS,
    registry=HERE,
)  # fmt: skip


def at_no_cost() -> suppress:
    """Around each measure: where its folder is gone or full, the measure is lost and never somebody's answer."""
    return suppress(OSError)


def measured_here() -> Collector:
    """What all workers of this server measured, or this process where it is alone."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder and Path(folder).is_dir():
        return MultiProcessCollector(None)  # type: ignore[no-untyped-call]
    return HERE
