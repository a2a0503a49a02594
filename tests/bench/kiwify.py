"""The stand-in Kiwify in a process of its own, so that its work is not counted as ours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from participants.kiwify.sandbox import Sandbox
from participants.kiwify.sandbox.moments import iso, utc_now
from participants.kiwify.sandbox.webhook import Webhook

type Row = dict[str, str | None]

SMALL = 2_000
SMALL_PRODUCT_ID = "0d8f5e1e-2c55-4d0e-9d4e-2f5a6a0c7b11"
# Read for the first time while people are checked in at the other.
LATE_PRODUCT_ID = "5a1f0c7e-9b1d-4f6a-8a53-6f0b8c2d4e19"
HOURS = timedelta(hours=3)
WEBHOOK_TOKEN = "only-for-the-bench"


@dataclass(frozen=True, slots=True)
class Introduction:
    product_id: str
    settings: dict[str, str]


class Kiwify:
    """Three events: SMALL_PRODUCT_ID with 2,000 people, and two with as many as are wanted."""

    def __init__(self, participants: int) -> None:
        # A fork would carry its crowd into the memory of the reads that are measured.
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, participants), daemon=True)

    def __enter__(self) -> Self:
        self._process.start()
        introduction: Introduction = self._pipe.recv()
        self.product_id, self.settings = introduction.product_id, introduction.settings
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.join()

    def do(self, what: Callable[..., Any], *details: Any) -> Any:
        """One of the functions below, done there; what it returns."""
        self._pipe.send((what, details))
        return self._pipe.recv()


def serve(pipe: Connection, participants: int) -> None:
    with Sandbox(participants=participants, calls_per_minute=None) as sandbox:
        sandbox.add_event(SMALL_PRODUCT_ID, participants=SMALL)
        sandbox.add_event(LATE_PRODUCT_ID, participants=participants)
        settings = {
            "KIWIFY_API_URL": sandbox.base_url,
            "KIWIFY_CLIENT_ID": sandbox.client_id,
            "KIWIFY_CLIENT_SECRET": sandbox.client_secret,
            "KIWIFY_ACCOUNT_ID": sandbox.account_id,
            "KIWIFY_WEBHOOK_TOKEN": WEBHOOK_TOKEN,
        }
        pipe.send(Introduction(sandbox.product_id, settings))
        while True:  # until it is terminated
            what, details = pipe.recv()
            pipe.send(what(sandbox, *details))


def let_half_in(sandbox: Sandbox, most: int) -> tuple[list[Row], list[Row]]:
    """Kiwify's own app has let every other person in, hours ago; some of those still outside, and some of all."""
    at = iso(utc_now() - HOURS)
    for row in sandbox.event.rows()[::2]:
        if row["checkin_at"] is None:
            sandbox.event.change(row["id"], checkin_at=at, updated_at=at)
    everybody = sandbox.event.rows()
    outside = [row for row in everybody if row["checkin_at"] is None]
    return spread(outside, most), spread(everybody, most)


def change(sandbox: Sandbox, number: int) -> None:
    for row in spread(sandbox.event.rows(), number):
        sandbox.event.rename(row["id"], f"{row['name']} Filho")


def sell(sandbox: Sandbox, product_id: str) -> str:
    """The code of a ticket sold now."""
    return sandbox.events[product_id].sell()["external_id"]


def sell_and_say(sandbox: Sandbox, product_id: str, port: int) -> None:
    """Sell a ticket, and announce it to our site on this port."""
    event = sandbox.events[product_id]
    sandbox.webhook = Webhook(f"http://127.0.0.1:{port}/kiwify/webhook/{sandbox.account_id}/", WEBHOOK_TOKEN)
    status = sandbox.notify("approved", event.sell()["order_id"], event=event)
    if status != 200:
        raise RuntimeError(f"The webhook was answered with {status}.")


def hang(sandbox: Sandbox, seconds: float) -> None:
    """Answer nothing for so long; 0 ends it."""
    sandbox.faults.clear()
    if seconds:
        sandbox.faults.add("slow", seconds=seconds)


def spread(rows: list[Row], most: int) -> list[Row]:
    return rows[:: max(1, len(rows) // most)][:most]
