"""What processes cost, from /proc: CPU seconds and memory of one and all that it started."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PARENT, ENDED_CHILDREN = 1, slice(13, 15)  # fields of /proc/PID/stat, counted from the name


def cpu_seconds(pid: int) -> float:
    return sum(_own_seconds(one) + _ended_childrens_seconds(one) for one in _family(pid))


def parent_of(pid: int) -> int:
    return int(_stat(pid)[PARENT])


def memory_mb(pid: int) -> float:
    """Shared pages counted once, over all of them."""
    return sum(_proportional_kb(one) for one in _family(pid)) / 1024


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from _family(int(child))


def _own_seconds(pid: int) -> float:
    # What clock_getcpuclockid(3) makes of the process: /proc counts in steps of ten milliseconds.
    return time.clock_gettime(~pid << 3 | 2)


def _ended_childrens_seconds(pid: int) -> float:
    return sum(map(int, _stat(pid)[ENDED_CHILDREN])) / TICKS_PER_SECOND


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _proportional_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
