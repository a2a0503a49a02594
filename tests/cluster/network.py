"""Machines made of network namespaces: each has an address of its own on one switch, and no way out of it."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

NETWORK = "10.77.0."


@contextmanager
def network(*names: str) -> Iterator[dict[str, "Machine"]]:
    """Machines of these names. They and their switch are gone afterwards, whatever happened."""
    with ExitStack() as made:
        switch = _namespace("switch", made)
        _ip("-n", switch, "link", "add", "hub", "type", "bridge")
        _ip("-n", switch, "link", "set", "hub", "up")
        yield {name: Machine(name, number, switch, made) for number, name in enumerate(names, 2)}


class Machine:
    def __init__(self, name: str, number: int, switch: str, made: ExitStack) -> None:
        self.name, self.address = name, f"{NETWORK}{number}"
        self._switch, self._port = switch, f"port{number}"
        self._namespace = _namespace(name, made)
        _ip("-n", switch, "link", "add", self._port, "type", "veth", "peer", "name", "eth0", "netns", self._namespace)
        _ip("-n", switch, "link", "set", self._port, "master", "hub")
        _ip("-n", self._namespace, "address", "add", f"{self.address}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            _ip("-n", self._namespace, "link", "set", device, "up")
        self.plug_in()

    def unplug(self) -> None:
        """The cable is out: what is sent to it, and by it, is lost without a word."""
        _ip("-n", self._switch, "link", "set", self._port, "down")

    def plug_in(self) -> None:
        _ip("-n", self._switch, "link", "set", self._port, "up")

    def start(self, *words: str, env: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
        """A process on this machine, in a group of its own."""
        with log.open("ab") as said:
            return subprocess.Popen(
                ["ip", "netns", "exec", self._namespace, *words],
                env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def run(self, *words: str, env: Mapping[str, str], cwd: Path | None = None) -> str:
        """What a program on this machine says. Raises RuntimeError."""
        words = ("ip", "netns", "exec", self._namespace, *words)
        done = subprocess.run(words, env=env, cwd=cwd, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed on {self.name}:\n{done.stderr[-2000:]}")
        return done.stdout

    def thread(self, what: Callable[[], None]) -> threading.Thread:
        """A thread of ours whose connections are this machine's."""

        def on_this_machine() -> None:
            with Path("/run/netns", self._namespace).open() as namespace:
                os.setns(namespace.fileno(), os.CLONE_NEWNET)
            what()

        return threading.Thread(target=on_this_machine, name=self.name, daemon=True)


def _namespace(name: str, made: ExitStack) -> str:
    unique = f"portaria-{os.getpid()}-{name}"
    _ip("netns", "add", unique)
    made.callback(_ip, "netns", "delete", unique)
    return unique


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)
