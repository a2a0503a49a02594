"""What processes cost, from /proc: CPU seconds and memory of one and all that it started."""

import os
from collections.abc import Iterator
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PARENT, CPU = 1, slice(11, 15)  # fields of /proc/PID/stat after the name: its own CPU and its ended children's


def cpu_seconds(pid: int) -> float:
    return sum(sum(map(int, _stat(one)[CPU])) for one in _family(pid)) / TICKS_PER_SECOND


def parent_of(pid: int) -> int:
    return int(_stat(pid)[PARENT])


def memory_mb(pid: int) -> float:
    """Shared pages counted once, over all of them."""
    return sum(_proportional_kb(one) for one in _family(pid)) / 1024


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from _family(int(child))


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _proportional_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
