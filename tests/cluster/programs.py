"""What runs on the machines besides PostgreSQL: the web server of the Dockerfile, the follower, and the proxy."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.site import ROOT, of_the_dockerfile

from .network import Machine
from .processes import kill_all_of

SITE, PORT = "portaria.test", 8000


class Program:
    """One that can be started, told to leave and killed, again and again."""

    def __init__(self, machine: Machine, words: list[str], env: Mapping[str, str], folder: Path) -> None:
        self.machine, self._words, self._env = machine, words, env
        self.log = folder / f"{machine.name}.log"

    def start(self) -> None:
        self._process = self.machine.start(*self._words, env=self._env, log=self.log)

    def kill(self) -> None:
        kill_all_of(self._process.pid)
        self._process.wait(10)

    def leave(self) -> None:
        """SIGTERM; killed if that is not heeded. What has ended already is left alone."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


def web(machine: Machine, env: Mapping[str, str], folder: Path) -> Program:
    own, (gunicorn, *options) = of_the_dockerfile()
    # A killed one leaves its measures behind: in our own folder, where they go with it.
    own["PROMETHEUS_MULTIPROC_DIR"] = str(folder / f"{machine.name}-measures")
    return Program(machine, [sys.executable, "-m", gunicorn, *options], {**env, **own}, folder)


def follower(machine: Machine, env: Mapping[str, str], folder: Path) -> Program:
    return Program(machine, [sys.executable, "manage.py", "sync", "--follow"], env, folder)


def proxy(machine: Machine, webs: list[Program], env: Mapping[str, str], folder: Path) -> Program:
    """That of compose.yaml."""
    hosts = {f"WEB_{number}": f"{one.machine.address}:{PORT}" for number, one in enumerate(webs, 1)}
    words = ["haproxy", "-db", "-f", str(ROOT / "haproxy.cfg")]
    return Program(machine, words, {**env, **hosts}, folder)


def wait_until(what: str, is_so: Callable[[], bool], seconds: float = 30) -> float:
    """How long it took until it was so."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > seconds:
            raise RuntimeError(f"After {seconds:g} s it is not so that {what}.")
        time.sleep(0.1)
    return time.monotonic() - began
