"""The machine, as far as its figures depend on it; never its name or its paths."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path


def described() -> dict[str, str]:
    return {
        "processor": processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        **{name: version(name) for name in ("Django", "gunicorn", "psycopg", "locust")},
        "SQLite": sqlite3.sqlite_version,
    }


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
