"""The site as in production, in a group of processes that all die at one blow."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.bench.site import ROOT, free_port, of_the_dockerfile, wait_for


class Site:
    """On the database of these settings. What it says goes to `log`.

    As a context: whatever happens, nothing of it is left running.
    """

    def __init__(self, settings: Mapping[str, str], log: Path) -> None:
        self.port = 0
        self._log = log
        own, (gunicorn, *words) = of_the_dockerfile()
        self._settings = {**settings, **own}
        self._gunicorn = [sys.executable, "-m", gunicorn, *(word for word in words if not word.startswith("--bind"))]
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self, *more: str) -> None:
        """The web server, and a `manage.py` with these words beside it."""
        self.port = free_port()  # the last one may be somebody else's by now
        beside = [[sys.executable, "manage.py", *more]] if more else []
        web = [*self._gunicorn, f"--bind=127.0.0.1:{self.port}"]
        self._running = [self._start(words) for words in (web, *beside)]
        wait_for(self._running[0], self.port)

    def kill(self) -> None:
        """All of it, in the midst of whatever it does."""
        for process in self._running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        for process in self._running:
            process.wait()
        self._running = []

    def _start(self, words: list[str]) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as said:
            return subprocess.Popen(
                words, cwd=ROOT, env=self._settings, start_new_session=True, stdout=said, stderr=said
            )  # fmt: skip
