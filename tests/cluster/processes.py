"""Processes that are killed without a chance to say goodbye."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def kill_all_of(pid: int) -> None:
    """The process and all that it started, at once, as a power cut does."""
    for one in list(_family(pid)):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(FileNotFoundError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield from _family(int(child))
