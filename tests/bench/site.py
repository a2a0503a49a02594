"""Portaria as in production, on the database that DATABASE_URL names: commands, and the server of the Dockerfile."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 90
MOST_TOLD = 60  # lines


def environment(kiwify: Mapping[str, str]) -> dict[str, str]:
    """Every setting is given, so that none comes from a .env that is there for the real Kiwify."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "SECRET_KEY": "only-for-the-bench-" + "0123456789abcdefghijklmnop" * 2,
        "ALLOWED_HOSTS": "127.0.0.1",
        "USE_HTTPS": "off",
        "DEBUG": "off",
        "LOG_FORMAT": "plain",
        "METRICS_TOKEN": "",
        "KIWIFY_CALLS_PER_MINUTE": "100000",  # waiting is not our cost
        "no_proxy": "127.0.0.1",
        **kiwify,
    }


def manage(*words: str, settings: Mapping[str, str], typed: str = "") -> None:
    subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=settings,
        input=typed,
        text=True,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def told(module: str, *words: str, settings: Mapping[str, str], under: Sequence[str] = ()) -> Any:
    """What a module, run in a process of its own, prints as JSON."""
    command = [*under, sys.executable, "-m", module, *words]
    return json.loads(subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, check=True).stdout)


@contextmanager
def server(
    settings: Mapping[str, str], *, application: str = "checkin_site.wsgi", log: Path | None = None
) -> Iterator[tuple[int, int]]:
    """A running site: its process and its port. What it says goes to `log`, or is told where this fails."""
    port = free_port()
    own, (gunicorn, _, *options) = of_the_dockerfile()
    options = [f"--bind=127.0.0.1:{port}" if word.startswith("--bind") else word for word in options]
    with log.open("w+b") if log else TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", gunicorn, application, *options],
            cwd=ROOT,
            env={**settings, **own},
            stderr=said,
        )
        try:
            wait_for(process, port)
            yield process.pid, port
        except Exception:
            said.seek(0)
            sys.stderr.writelines([line.decode() for line in said if b" info " not in line][-MOST_TOLD:])
            raise
        finally:
            process.terminate()
            process.wait()


def of_the_dockerfile() -> tuple[dict[str, str], list[str]]:
    """What the web server's environment is told of workers and memory, and gunicorn with its options, word by word."""
    dockerfile = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
    own = dict(re.findall(r"\b(WEB_CONCURRENCY|MALLOC_ARENA_MAX)=(\d+)", dockerfile))
    [command] = re.findall(r"^CMD (\[.+\])$", dockerfile, re.MULTILINE)
    return own, json.loads(command)


def wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_up(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The server did not start.")
        time.sleep(0.1)


def is_up(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    return False


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
