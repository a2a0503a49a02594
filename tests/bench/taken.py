"""What requests of one kind took."""

import statistics
from dataclasses import dataclass, field
from typing import Any

from .asked import Kind
from .plan import Cpu

NONE = Cpu(0.0, 0.0)


@dataclass(slots=True)
class Taken:
    kind: Kind
    milliseconds: list[float] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    cpu: Cpu = NONE
    seconds: float = 0.0
    wrong: str = ""

    def keep(
        self, *, response_time: float, response: Any, response_length: int, exception: object, **_: object
    ) -> None:
        """One answer, as Locust tells of it. The length is that on the wire, compressed or not."""
        self.milliseconds.append(response_time)
        self.lengths.append(int((response.headers or {}).get("content-length", response_length)))
        if exception:
            self.wrong = str(exception)

    def add_cpu(self, before: Cpu, after: Cpu) -> None:
        self.cpu = Cpu(*(old + new - was for old, new, was in zip(self.cpu, after, before, strict=True)))

    def figures(self, floor: "Taken") -> dict[str, Any]:
        hundredths = statistics.quantiles(self.milliseconds, n=100) if len(self.milliseconds) > 1 else None
        return {
            "what": self.kind.name,
            "target": self.kind.target,
            "requests": len(self.milliseconds),
            "median_ms": self.median,
            "p95_ms": hundredths[94] if hundredths else self.median,
            "p99_ms": hundredths[98] if hundredths else self.median,
            "per_second": len(self.milliseconds) / self.seconds,
            "cpu_ms": self.cpu_each * 1000,
            "database_cpu_ms": self.cpu.database / len(self.milliseconds) * 1000,
            "floors": self.median / floor.median,
            "cpu_floors": self.cpu_each / floor.cpu_each,
            "bytes": round(statistics.mean(self.lengths)),
        }

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def cpu_each(self) -> float:
        return sum(self.cpu) / len(self.milliseconds)
