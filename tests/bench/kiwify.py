"""The stand-in Kiwify in a process of its own, so that its work is not counted as ours."""

from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from participants.kiwify.sandbox import Sandbox

type Row = dict[str, str | None]

SMALL = 2_000
SMALL_PRODUCT_ID = "0d8f5e1e-2c55-4d0e-9d4e-2f5a6a0c7b11"


@dataclass(frozen=True, slots=True)
class Introduction:
    product_id: str
    settings: dict[str, str]


class Kiwify:
    """Two events: SMALL_PRODUCT_ID with 2,000 people, and the one in `product_id` with as many as are wanted."""

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

    def let_half_in(self, most: int) -> tuple[list[Row], list[Row]]:
        """Kiwify's own app lets every other person in; some of those still outside, and some of all."""
        self._pipe.send(most)
        return self._pipe.recv()


def serve(pipe: Connection, participants: int) -> None:
    with Sandbox(participants=participants, calls_per_minute=None) as sandbox:
        sandbox.add_event(SMALL_PRODUCT_ID, participants=SMALL)
        settings = {
            "KIWIFY_API_URL": sandbox.base_url,
            "KIWIFY_CLIENT_ID": sandbox.client_id,
            "KIWIFY_CLIENT_SECRET": sandbox.client_secret,
            "KIWIFY_ACCOUNT_ID": sandbox.account_id,
        }
        pipe.send(Introduction(sandbox.product_id, settings))
        most = pipe.recv()
        for row in sandbox.event.rows()[::2]:
            if row["checkin_at"] is None:
                sandbox.event.check_in(row["id"])
        everybody = sandbox.event.rows()
        outside = [row for row in everybody if row["checkin_at"] is None]
        pipe.send((spread(outside, most), spread(everybody, most)))
        pipe.recv()  # serves until it is terminated


def spread(rows: list[Row], most: int) -> list[Row]:
    return rows[:: max(1, len(rows) // most)][:most]
