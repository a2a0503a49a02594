"""The figures as a page of plain tables."""

from typing import Any

from . import door, evening, growth, reads, sales, targets
from .tables import table

INTRODUCTION = """\
# What it costs

Written by `make bench`. The *floor* is an empty page for a signed-in person with a right to the event, under the
same server in the same run; `× floor` is a median in floors. The server is gunicorn as in the Dockerfile. *CPU* is
the server's and the database's, for one request, from /proc; time is as Locust, the load generator, sees it from the
same machine, on kept-alive connections. PostgreSQL runs without fsync; SQLite as in production, where a check-in
waits for the disk.
"""
PARTS = {"door": door, "growth": growth, "evening": evening, "reads": reads, "sales": sales}


def page(figures: dict[str, Any]) -> str:
    parts = figures["parts"]
    sections = [
        INTRODUCTION,
        table(("The machine", ""), figures["machine"].items()),
        *targets.sections(parts),
    ]
    for name, part in PARTS.items():
        if name in parts:
            sections += [f"## {part.TITLE}\n", f"{measured(parts[name])} {part.LEAD}\n", *part.sections(parts[name])]
    return "\n".join(sections)


def measured(part: dict[str, Any]) -> str:
    return f"Measured on {part['date']} with {part['participants']:,} participants, half of whom have arrived."
