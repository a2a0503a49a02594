"""The read as it runs: `manage.py sync` in a process of its own, against the stand-in Kiwify on real HTTP."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

from . import processes
from .site import ROOT


def read(what: str, product_id: str, *, settings: Mapping[str, str], database_pid: int | None) -> dict[str, Any]:
    """One read: seconds by the clock, CPU seconds of ours and of the database's, and our peak of memory in MB."""
    database = database_cpu(database_pid)
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "sync", "--event", product_id],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError("The read failed.")
    return {
        "what": what,
        "seconds": time.perf_counter() - started,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "database_cpu_seconds": database_cpu(database_pid) - database,
        "peak_mb": usage.ru_maxrss / 1024,
    }


def read_alone(kind: str, what: str, product_id: str, *, settings: Mapping[str, str]) -> dict[str, Any]:
    """One read without the start of its process, with its calls and what it wrote; see `one_read`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.within_django", "tests.bench.one_read", kind, product_id],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.PIPE,
        check=True,
    )
    return {"what": what, **json.loads(done.stdout)}


def database_cpu(pid: int | None) -> float:
    return processes.cpu_seconds(pid) if pid else 0.0
