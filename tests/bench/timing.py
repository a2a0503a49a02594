"""Timing. Kinds take turns in short blocks, so that a busy moment of the machine falls on all of them alike."""

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from .asked import Kind
from .tablet import Answer, Ask, Pass, Tablet

ROUNDS, BLOCK = 10, 20
CLIENTS, EACH = 20, 15
PAUSE = 0.1

type Cpu = Callable[[], float]


@dataclass(slots=True)
class Taken:
    kind: Kind
    answers: list[Answer] = field(default_factory=list)
    cpu_seconds: float = 0.0

    def figures(self, floor: "Taken") -> dict[str, Any]:
        return {
            "what": self.kind.name,
            "target": self.kind.target,
            "median_ms": self.median * 1000,
            "p95_ms": statistics.quantiles(self.seconds, n=20)[-1] * 1000,
            "cpu_ms": self.cpu_each * 1000,
            "floors": self.median / floor.median,
            "cpu_floors": self.cpu_each / floor.cpu_each,
            "bytes": round(statistics.mean(len(answer.body) for answer in self.answers)),
        }

    @property
    def seconds(self) -> list[float]:
        return [answer.seconds for answer in self.answers]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def cpu_each(self) -> float:
        return self.cpu_seconds / len(self.answers)


def one_client(signed_in: Pass, kinds: Sequence[Kind], cpu: Cpu) -> list[dict[str, Any]]:
    """The floor is the first of the kinds."""
    tablet = Tablet(signed_in)
    for kind in kinds:  # whatever is made on first use
        block(tablet, Taken(kind), cpu)
    taken = [Taken(kind) for kind in kinds]
    for _ in range(ROUNDS):
        for one in taken:
            block(tablet, one, cpu)
    return [one.figures(floor=taken[0]) for one in taken]


def block(tablet: Tablet, taken: Taken, cpu: Cpu) -> None:
    asks = [taken.kind.next() for _ in range(BLOCK)]
    before = cpu()
    answers = [tablet.ask(ask) for ask in asks]
    taken.cpu_seconds += cpu() - before
    taken.answers += checked(taken.kind, answers)


def many_clients(signed_in: Pass, kinds: Sequence[Kind], cpu: Cpu) -> list[dict[str, Any]]:
    """Every client asks as soon as it has its answer. The floor is the first of the kinds."""
    floor = kinds[0]
    timed = [at_once(signed_in, kind, connect_by=floor, cpu=cpu) for kind in kinds]
    return [taken.figures(floor=timed[0][0]) | {"per_second": len(taken.answers) / seconds} for taken, seconds in timed]


def at_once(signed_in: Pass, kind: Kind, *, connect_by: Kind, cpu: Cpu) -> tuple[Taken, float]:
    """What they took, and the seconds from the first request to the last answer."""
    taken, tablets = Taken(kind), [Tablet(signed_in) for _ in range(CLIENTS)]
    asks = [[kind.next() for _ in range(EACH)] for _ in tablets]
    for tablet in tablets:
        tablet.ask(connect_by.next())
    with ThreadPoolExecutor(CLIENTS) as clients:
        started, before = time.perf_counter(), cpu()
        for answers in clients.map(ask_all, tablets, asks):
            taken.answers += checked(kind, answers)
        seconds, taken.cpu_seconds = time.perf_counter() - started, cpu() - before
    return taken, seconds


def ask_all(tablet: Tablet, asks: list[Ask]) -> list[Answer]:
    return [tablet.ask(ask) for ask in asks]


def beside(signed_in: Pass, kind: Kind, work: Callable[[], object]) -> dict[str, float]:
    """How long requests take while `work` goes on: it may hold what they wait for."""
    tablet, seconds = Tablet(signed_in), []
    with ThreadPoolExecutor(1) as worker:
        working = worker.submit(work)
        while not working.done():
            [answer] = checked(kind, [tablet.ask(kind.next())])
            seconds.append(answer.seconds)
            time.sleep(PAUSE)
    working.result()
    return {
        "requests": len(seconds),
        "median_ms": statistics.median(seconds) * 1000,
        "longest_ms": max(seconds) * 1000,
    }


def checked(kind: Kind, answers: list[Answer]) -> list[Answer]:
    for answer in answers:
        if kind.shows not in answer.body or kind.hides in answer.body:
            raise RuntimeError(f"{kind.name}: not the answer that was to be measured.")
    return answers
