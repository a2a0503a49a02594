"""The figures as a page of plain tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from .follower import KIWIFYS_LIMIT, LOOKS_EVERY, SALES
from .kiwify import SMALL
from .timing import BLOCK, CLIENTS, EACH, ROUNDS

DOOR_PAGE_KB = 60
FULL_READ_CPU, FULL_READ_MB = 15, 150
KIWIFYS_CALLS, A_PAGE = int(KIWIFYS_LIMIT), 100
# What schedule.left_by_full_reads leaves of a minute: a sixth for the door, and a read of changes every 15 seconds.
FREE_CALLS = KIWIFYS_CALLS // 6 + 4

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
        sections += [f"## {name}\n", *database_sections(database, figures["participants"])]
    return "\n".join(sections)


def database_sections(database: dict[str, Any], participants: int) -> list[str]:
    return [
        "### Full reads\n",
        f"From a stand-in Kiwify on real HTTP, by `manage.py sync`; beside an event of {SMALL:,}. "
        f"At most {FULL_READ_CPU} s of our CPU and {FULL_READ_MB} MB.\n",
        table(("participants", "seconds", "CPU s", "database's CPU s", "peak MB"), map(read_row, database["reads"])),
        at_the_limit(participants),
        "### Reads of changes\n",
        "As a follower makes them, without the start of a process. *Written* are statements that write people, "
        "batches, arrivals or what finds them.\n",
        table(
            ("participants", "seconds", "CPU ms", "calls", "changed", "written"), map(change_row, database["changes"])
        ),
        "### From a sale to the door\n",
        f"Seconds until a tablet's counters show a ticket sold at Kiwify, of {SALES} sales at any moment; the tablet "
        f"looks every {LOOKS_EVERY:g} s. The read in full keeps to {KIWIFYS_LIMIT} calls a minute.\n",
        table(("participants", "median s", "longest s"), map(sale_row, database["sales"])),
        "### Codes that are not known here\n",
        "How long a tablet waits for the verdict, in which Kiwify is asked.\n",
        table(("code", "median ms", "longest ms", "at most"), map(look_up_row, database["look_ups"])),
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
        *(beside_a_read(name, waits) for name, waits in database["check_in_beside_reads"].items()),
        f"Memory of all web processes afterwards: {database['web_memory_mb']:.0f} MB.\n",
        weight(database["door_page"]),
    ]


def read_row(read: dict[str, Any]) -> list[str]:
    names = ("seconds", "cpu_seconds", "database_cpu_seconds")
    seconds, cpu, database = (f"{read[name]:.1f}" for name in names)
    return [
        read["what"],
        seconds,
        cpu + missed(read["cpu_seconds"], FULL_READ_CPU),
        database,
        f"{read['peak_mb']:.0f}{missed(read['peak_mb'], FULL_READ_MB)}",
    ]


def at_the_limit(participants: int) -> str:
    pages = -(-participants // A_PAGE)
    minutes = pages / (KIWIFYS_CALLS - FREE_CALLS)
    return (
        f"At {KIWIFYS_CALLS} calls a minute a full read of {participants:,} takes {minutes:.0f} min, computed: "
        f"{pages} pages, with {FREE_CALLS} calls of each minute left for the door and for changes.\n"
    )


def change_row(read: dict[str, Any]) -> list[str]:
    figures = (f"{read['seconds']:.2f}", f"{read['cpu_seconds'] * 1000:.0f}", read["calls"], read["changed"])
    return [read["what"], *map(str, figures), str(read["writes"])]


def sale_row(sales: dict[str, Any]) -> list[str]:
    return [sales["what"], f"{sales['median']:.1f}", f"{sales['longest']:.1f}"]


def look_up_row(one: dict[str, Any]) -> list[str]:
    most = f"{one['target']:,}{missed(one['longest_ms'], one['target'])}" if one["target"] else ""
    return [one["what"], f"{one['median_ms']:.0f}", f"{one['longest_ms']:.0f}", most]


def missed(figure: float, most: float) -> str:
    return " (missed)" if figure > most else ""


def request_row(one: dict[str, Any]) -> list[str]:
    return [
        one["what"],
        *(f"{one[name]:.1f}" for name in ("median_ms", "p95_ms")),
        f"{one['floors']:.2f}",
        f"{one['cpu_ms']:.1f}",
        f"{one['cpu_floors']:.2f}",
        f"{one['target']}{missed(max(one['floors'], one['cpu_floors']), one['target'])}" if one["target"] else "",
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


def beside_a_read(name: str, waits: dict[str, float]) -> str:
    return (
        f"{name} beside them: check-ins take {waits['median_ms']:.0f} ms at the median "
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
