"""The programs the demo runs: to their end, or beside it until one of them stops."""

import http.client
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 30
STOP_SECONDS = 4


class DemoError(Exception):
    """The demo cannot go on; the message is all that the person at the terminal needs."""


@dataclass(frozen=True, kw_only=True)
class Program:
    name: str
    log: Path
    process: subprocess.Popen[bytes]


def manage(*words: str, settings: Mapping[str, str], typed: str = "") -> None:
    """Run a command of manage.py; what it prints is shown only if it fails."""
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, input=typed, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        raise DemoError(f"{last_lines(done.stdout)}\nmanage.py {words[0]} failed.")


def start(name: str, *words: str, log: Path, settings: Mapping[str, str]) -> Program:
    """Start a Python program in a session of its own, so that Ctrl-C reaches the demo alone, which then stops it."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Program(name=name, log=log, process=process)


def wait_until_up(port: int, programs: Sequence[Program]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        raise_if_stopped(programs)
        if time.monotonic() > deadline:
            raise DemoError(f"The site did not answer within {START_SECONDS} seconds.")
        time.sleep(0.1)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    return False


def watch(programs: Sequence[Program]) -> None:
    while True:
        raise_if_stopped(programs)
        time.sleep(0.5)


def raise_if_stopped(programs: Sequence[Program]) -> None:
    for program in programs:
        if program.process.poll() is not None:
            raise DemoError(f"{last_lines(program.log.read_text(errors='replace'))}\nThe {program.name} stopped by itself.")


def stop(programs: Sequence[Program]) -> None:
    for program in programs:
        program.process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for program in programs:
        try:
            program.process.wait(timeout=max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            program.process.kill()
            program.process.wait()


def last_lines(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines()[-6:])
