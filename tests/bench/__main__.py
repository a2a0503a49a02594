import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from . import machine, report
from .site import ROOT

FULL = 50_000
FEWEST = 2_500  # half of them are let in before the door is measured, and most of the rest by it
RUN_UNDER = {"SQLite": ["env"], "PostgreSQL": ["tests/with_postgres.sh"]}


def main() -> None:
    wanted = arguments()
    databases = [name for name in RUN_UNDER if wanted.only in (None, name.lower())]
    figures = {
        "participants": wanted.participants,
        "machine": machine.described(),
        "databases": {name: measure(name, wanted.participants) for name in databases},
    }
    page = report.page(figures)
    print(page)
    if wanted.participants == FULL and len(databases) == len(RUN_UNDER):
        keep(figures, page)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench", description="Measure the read and the door.")
    parser.add_argument("--only", choices=[name.lower() for name in RUN_UNDER], help="one database")
    parser.add_argument("--participants", type=int, default=FULL, help=f"{FEWEST} or more")
    wanted = parser.parse_args()
    if wanted.participants < FEWEST:
        parser.error(f"--participants should be {FEWEST} or more")
    return wanted


def measure(name: str, participants: int) -> dict[str, Any]:
    """The figures of one database, from a process of its own that finds it in DATABASE_URL."""
    print(name, file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        under = RUN_UNDER[name] + ([f"DATABASE_URL=sqlite:///{folder}/bench.sqlite3"] if name == "SQLite" else [])
        subprocess.run(
            [*under, sys.executable, "-m", "tests.bench.one_database", str(participants), str(figures)],
            cwd=ROOT,
            check=True,
        )
        return json.loads(figures.read_text())


def keep(figures: dict[str, Any], page: str) -> None:
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "bench.md").write_text(page)
    (docs / "bench.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
