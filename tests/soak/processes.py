"""The followers and the site: started, killed and asked to leave, with what they said in files."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from threading import Event as Flag
from typing import Self

from tests.bench.site import ROOT

LEAVES_WITHIN = 10


class Follower:
    """One process that follows; its memory in MB may be read while it runs."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.log = name, folder / f"{name}.log"
        self.starts = 0
        self.problems: list[str] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def start(self) -> None:
        self.starts += 1
        with self.log.open("ab") as log:
            words = [sys.executable, "-m", "tests.bench.within_django", "tests.soak.follower"]
            self._process = subprocess.Popen(words, cwd=ROOT, env=os.environ, stdout=log, stderr=subprocess.STDOUT)

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def leave(self) -> None:
        """SIGTERM: it should be gone in a moment, and say that all went well."""
        self._process.terminate()
        try:
            if status := self._process.wait(LEAVES_WITHIN):
                self.problems.append(f"{self.name} ended with {status}")
        except subprocess.TimeoutExpired:
            self.problems.append(f"{self.name} did not leave within {LEAVES_WITHIN} s of SIGTERM")
            self.kill()


def trip(follower: Follower, rng: Random, stop: Flag) -> None:
    """Kill it, or tell it to leave, now and then, and start it again a little later."""
    while not stop.wait(rng.uniform(2, 8)):
        rng.choice([follower.kill, follower.kill, follower.leave])()
        stop.wait(rng.uniform(0, 3))
        follower.start()


class Memory:
    """MB of processes by name, second by second."""

    def __init__(self, pids: dict[str, int]) -> None:
        self._pids = pids
        self._samples: dict[str, list[float]] = {name: [] for name in pids}

    def watch(self, stop: Flag) -> None:
        while not stop.wait(0.5):
            for name, pid in self._pids.items():
                self._samples[name].append(resident_mb(pid))

    def growth(self) -> dict[str, tuple[float, float]]:
        """By name, what it was after a third of the time and at the end: each the most of a tenth of all."""
        return {name: _third_and_end(samples) for name, samples in self._samples.items()}


def _third_and_end(samples: list[float]) -> tuple[float, float]:
    tenth, third = max(1, len(samples) // 10), len(samples) // 3
    return max(samples[third : third + tenth]), max(samples[-tenth:])


def resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def complaints(log: Path) -> list[str]:
    """Lines of a log that tell of an error of ours, with the last line of a traceback behind each."""
    found: list[str] = []
    in_traceback = False
    for line in log.read_text(errors="replace").splitlines():
        if " ERROR " in line or " CRITICAL " in line or "[ERROR]" in line:
            found.append(line)
        elif line.startswith("Traceback"):
            in_traceback = True
            found += [] if found else [line]
        elif in_traceback and line and not line.startswith((" ", "The above", "During")):
            found[-1] += f" — {line}"
            in_traceback = False
    return found
