"""What is seen of an evening while it lasts: answers, CPU and memory."""

import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from . import processes
from .plan import Cpu, Watched

SAMPLED_EVERY = 5.0
MOST_TOLD = 10


class Evening:
    """Answers count from `live_through` on; what goes wrong counts from the beginning."""

    def __init__(self, watched: Watched) -> None:
        self.joined = 0
        self._watched = watched
        self._took: defaultdict[str, list[float]] = defaultdict(list)
        self._problems: Counter[str] = Counter()
        self._memory: list[float] = []
        self._seconds = self._generator = 0.0
        self._cpu = Cpu(0.0, 0.0)

    def keep(self, *, name: str, response_time: float, exception: object, **_: object) -> None:
        self._took[name].append(response_time)
        if exception:
            self.complain(f"{name}: {exception}")

    def complain(self, problem: str) -> None:
        self._problems[problem] += 1

    def live_through(self, seconds: float) -> None:
        self._took.clear()
        cpu, generator, began = self._watched.cpu(), time.process_time(), time.monotonic()
        while (left := began + seconds - time.monotonic()) > 0:
            self._memory.append(processes.memory_mb(self._watched.web))
            time.sleep(min(SAMPLED_EVERY, left))
        self._seconds = time.monotonic() - began
        self._cpu = Cpu(*(now - was for now, was in zip(self._watched.cpu(), cpu, strict=True)))
        self._generator = time.process_time() - generator

    def figures(self) -> dict[str, Any]:
        everything = [one for some in self._took.values() for one in some]
        return {
            "all": self._row("all", everything),
            "kinds": [self._row(name, some) for name, some in sorted(self._took.items())],
            "errors": self._problems.total(),
            "problems": self._problems.most_common(MOST_TOLD),
            "web_cores": self._cpu.web / self._seconds,
            "database_cores": self._cpu.database / self._seconds,
            "generator_cores": self._generator / self._seconds,
            "web_memory_mb": self._memory,
        }

    def _row(self, name: str, took: Iterable[float]) -> dict[str, Any]:
        hundredths = statistics.quantiles(took, n=100)
        return {
            "what": name,
            "requests": len(list(took)),
            "per_second": len(list(took)) / self._seconds,
            "median_ms": hundredths[49],
            "p95_ms": hundredths[94],
            "p99_ms": hundredths[98],
        }
