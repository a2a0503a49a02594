import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime
from typing import Any

from . import machine, report, site
from .kept import keep
from .sizes import FEWEST, FULL, FULL_MINUTES, GROWING

RUN_UNDER = {"SQLite": ["env"], "PostgreSQL": ["tests/with_postgres.sh"]}
PARTS = ("reads", "sales", "door", "growth")
LONG_PART = "evening"


def main() -> None:
    wanted = arguments()
    databases = [name for name in RUN_UNDER if wanted.only in (None, name.lower())]
    parts = {part: measured(part, databases, wanted) for part in wanted.part or PARTS}
    figures = {"machine": machine.described(), "parts": parts}
    is_full = wanted.participants == FULL and len(databases) == len(RUN_UNDER) and wanted.minutes >= FULL_MINUTES
    print(report.page(keep(figures) if is_full else figures))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench", description="Measure the reads and the door.")
    parser.add_argument("--only", choices=[name.lower() for name in RUN_UNDER], help="one database")
    several = f"may be given several times; all but {LONG_PART} if not given"
    parser.add_argument("--part", choices=[*PARTS, LONG_PART], action="append", help=several)
    parser.add_argument("--participants", type=int, default=FULL, help=f"{FEWEST} or more")
    parser.add_argument("--minutes", type=float, default=FULL_MINUTES, help=f"how long the {LONG_PART} is")
    wanted = parser.parse_args()
    if wanted.participants < FEWEST:
        parser.error(f"--participants should be {FEWEST} or more")
    return wanted


def measured(part: str, databases: list[str], wanted: argparse.Namespace) -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "participants": wanted.participants,
        "databases": {name: on(name, part, wanted) for name in databases},
    }


def on(database: str, part: str, wanted: argparse.Namespace) -> Any:
    if part == LONG_PART:
        return run(database, part, wanted.participants, str(wanted.minutes))
    if part == "growth":
        sizes = [size for size in GROWING if size <= 10 * wanted.participants]
        return {str(size): run(database, part, size) for size in sizes}
    return run(database, part, wanted.participants)


def run(database: str, part: str, participants: int, *more: str) -> Any:
    """The figures of one part, from a process of its own that finds a fresh database in DATABASE_URL."""
    print(f"{part}, {database}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        words = (part, str(participants), *more)
        return site.told("tests.bench.one_part", *words, settings=settings, under=RUN_UNDER[database])


if __name__ == "__main__":
    main()
