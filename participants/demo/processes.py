"""The processes of the demo: run to their end, or side by side until one of them stops."""

import http.client
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"
START_SECONDS = 30
STOP_SECONDS = 4


class DemoError(Exception):
    """The demo cannot go on. The message is all that the person at the terminal needs."""


def manage(*words: str, settings: Mapping[str, str], typed: str = "") -> None:
    """Run a command of manage.py; what it prints is shown only if it fails."""
    done = subprocess.run(  # noqa: S603 # the words are the demo's own
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=settings,
        input=typed,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        raise DemoError(f"{last_lines(done.stdout)}\nmanage.py {words[0]} failed.")


class Processes:
    """Python processes side by side, each with its words in var/NAME.log. When the block ends, all stop."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.settings = settings
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.running.values():
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(timeout=max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def start(self, name: str, *words: str) -> None:
        with log_of(name).open("wb") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603 # the words are the demo's own
                [sys.executable, *words],
                cwd=ROOT,
                env=self.settings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the demo, which then stops them in good order
            )

    def wait_for_site(self, port: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not is_up(port):
            self.raise_if_one_stopped()
            if time.monotonic() > deadline:
                raise DemoError(f"The site did not answer within {START_SECONDS} seconds.")
            time.sleep(0.1)

    def watch(self) -> None:
        while True:
            self.raise_if_one_stopped()
            time.sleep(0.5)

    def raise_if_one_stopped(self) -> None:
        for name, process in self.running.items():
            if process.poll() is not None:
                said = last_lines(log_of(name).read_text(errors="replace"))
                raise DemoError(f"The end of var/{name}.log:\n{said}\n{name} stopped by itself.")


def is_up(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == HTTPStatus.OK
    return False


def log_of(name: str) -> Path:
    return VAR / f"{name}.log"


def last_lines(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines()[-6:])
