from typing import Any

from ..follower import KIWIFYS_LIMIT
from ..kiwify import SMALL
from .tables import missed, table

TITLE = "Reads"
LEAD = f"From a stand-in Kiwify on real HTTP, by `manage.py sync`; beside an event of {SMALL:,}."

FULL_READ_CPU, FULL_READ_MB = 15, 150
KIWIFYS_CALLS, A_PAGE = int(KIWIFYS_LIMIT), 100
# What schedule.left_by_full_reads leaves of a minute: a sixth for the door, and a read of changes every 15 seconds.
FREE_CALLS = KIWIFYS_CALLS // 6 + 4
FULL = ("participants", "seconds", "CPU s", "database's CPU s", "peak MB")
CHANGES = ("participants", "seconds", "CPU ms", "calls", "changed", "written")


def sections(part: dict[str, Any]) -> list[str]:
    texts = [at_the_limit(part["participants"])]
    for name, figures in part["databases"].items():
        texts += [
            f"### {name}\n",
            f"In full, at most {FULL_READ_CPU} s of our CPU and {FULL_READ_MB} MB:\n",
            table(FULL, map(full_row, figures["full"])),
            "What changed, as a follower asks for it, without the start of a process. *Written* are statements that "
            "write people, batches, arrivals or what finds them:\n",
            table(CHANGES, map(change_row, figures["changes"])),
        ]
    return texts


def full_row(read: dict[str, Any]) -> list[str]:
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
