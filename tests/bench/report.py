"""The figures as a page of plain tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from .kiwify import SMALL
from .timing import BLOCK, CLIENTS, EACH, ROUNDS

DOOR_PAGE_KB = 60

INTRODUCTION = """\
# What it costs

Written by `make bench`. The *floor* is an empty page for a signed-in person with a right to the event, under the
same server in the same run; `× floor` is a median in floors. The server is gunicorn as in the Dockerfile, with
{participants:,} participants, half of whom have arrived. *CPU* is the server's and the database's, for one request;
the client, on the same machine, is Python's `http.client` on kept-alive connections. PostgreSQL runs without
fsync; SQLite as in production, where a check-in waits for the disk.
"""


def page(figures: dict[str, Any]) -> str:
    sections = [
        INTRODUCTION.format(participants=figures["participants"]),
        table(("The machine", ""), figures["machine"].items()),
    ]
    for name, database in figures["databases"].items():
        sections += [f"## {name}\n", *database_sections(database)]
    return "\n".join(sections)


def database_sections(database: dict[str, Any]) -> list[str]:
    return [
        "### The read\n",
        f"From a stand-in Kiwify on real HTTP, by `manage.py sync`; beside an event of {SMALL:,}.\n",
        table(("participants", "seconds", "CPU s", "database's CPU s", "peak MB"), map(read_row, database["reads"])),
        "### One client\n",
        f"{ROUNDS * BLOCK} requests of each kind, in turns.\n",
        table(
            ("request", "median ms", "95th ms", "× floor", "CPU ms", "CPU × floor", "at most", "bytes"),
            map(request_row, database["one_client"]),
        ),
        f"### {CLIENTS} clients at once\n",
        f"{CLIENTS * EACH} requests of each kind, each client asking as soon as it is answered.\n",
        table(
            ("request", "per second", "median ms", "95th ms", "CPU ms", "CPU × floor"),
            map(crowd_row, database["many_clients"]),
        ),
        beside_a_read(database["check_in_beside_a_read"]),
        f"Memory of all web processes afterwards: {database['web_memory_mb']:.0f} MB.\n",
        weight(database["door_page"]),
    ]


def read_row(read: dict[str, Any]) -> list[str]:
    names = ("seconds", "cpu_seconds", "database_cpu_seconds")
    return [read["what"], *(f"{read[name]:.1f}" for name in names), f"{read['peak_mb']:.0f}"]


def request_row(one: dict[str, Any]) -> list[str]:
    missed = one["target"] and max(one["floors"], one["cpu_floors"]) > one["target"]
    return [
        one["what"],
        *(f"{one[name]:.1f}" for name in ("median_ms", "p95_ms")),
        f"{one['floors']:.2f}",
        f"{one['cpu_ms']:.1f}",
        f"{one['cpu_floors']:.2f}",
        f"{one['target']}{' (missed)' if missed else ''}" if one["target"] else "",
        f"{one['bytes']:,}",
    ]


def crowd_row(one: dict[str, Any]) -> list[str]:
    names = ("median_ms", "p95_ms", "cpu_ms")
    return [
        one["what"],
        f"{one['per_second']:.0f}",
        *(f"{one[name]:.1f}" for name in names),
        f"{one['cpu_floors']:.2f}",
    ]


def beside_a_read(waits: dict[str, float]) -> str:
    return (
        f"While an unchanged read runs beside them, check-ins take {waits['median_ms']:.0f} ms at the median "
        f"and {waits['longest_ms']:.0f} ms at the most, of {waits['requests']}.\n"
    )


def weight(page: dict[str, int]) -> str:
    kinds = [f"{name} {page[name] / 1024:.1f}" for name in page if name not in {"files", "total"}]
    return (
        f"The door page with its {page['files']} files, as served to a browser that takes gzip: "
        f"{page['total'] / 1024:.1f} KB of at most {DOOR_PAGE_KB} ({', '.join(kinds)}).\n"
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
