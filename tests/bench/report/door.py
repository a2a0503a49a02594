from typing import Any

from .tables import milliseconds, missed, table

TITLE = "The door, and what is beside it"
LEAD = (
    "Each client asks as soon as it is answered. *Queries* are of one answer, counted in a pass of its own where "
    "nothing has to be made first. A target is missed where the time or the CPU of one client is above it; among many "
    "clients time is that of a queue, and CPU tells more."
)
DOOR_PAGE_KB = 60
HEAD = ("request", "median ms", "95th", "99th", "per second", "× floor", "CPU ms", "CPU × floor")


def sections(part: dict[str, Any]) -> list[str]:
    texts = []
    for name, figures in part["databases"].items():
        for clients, load in figures["loads"].items():
            texts += [f"### {name}, {clients} {'client' if clients == '1' else 'clients'}\n"]
            texts += one_client(load, figures["queries"]) if clients == "1" else many_clients(load)
        texts += [memory(figures), weight(figures["door_page"])]
    return texts


def one_client(load: dict[str, Any], queries: dict[str, int]) -> list[str]:
    rows = [[*row(one), at_most(one), str(queries[one["what"]]), f"{one['bytes']:,}"] for one in load["kinds"]]
    return [table((*HEAD, "at most", "queries", "bytes"), rows)]


def many_clients(load: dict[str, Any]) -> list[str]:
    return [table(HEAD, map(row, load["kinds"]))]


def row(one: dict[str, Any]) -> list[str]:
    return [
        one["what"],
        *(milliseconds(one[name]) for name in ("median_ms", "p95_ms", "p99_ms")),
        f"{one['per_second']:.0f}",
        f"{one['floors']:.2f}",
        milliseconds(one["cpu_ms"]),
        f"{one['cpu_floors']:.2f}",
    ]


def at_most(one: dict[str, Any]) -> str:
    target = one["target"]
    return f"{target}{missed(max(one['floors'], one['cpu_floors']), target)}" if target else ""


def memory(figures: dict[str, Any]) -> str:
    after = ", ".join(f"{load['web_memory_mb']:.0f} after {clients}" for clients, load in figures["loads"].items())
    return f"Memory of all web processes, in MB: {figures['idle_memory_mb']:.0f} before anything, {after} clients.\n"


def weight(page: dict[str, int]) -> str:
    kinds = [f"{name} {page[name] / 1024:.1f}" for name in page if name not in {"files", "total"}]
    return (
        f"The door page with its {page['files']} files, as served to a browser that takes gzip: "
        f"{page['total'] / 1024:.1f} KB of at most {DOOR_PAGE_KB} ({', '.join(kinds)}).\n"
    )
