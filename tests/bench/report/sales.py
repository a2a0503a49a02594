from typing import Any

from ..follower import KIWIFYS_LIMIT, LOOKS_EVERY, SALES
from .tables import missed, table

TITLE = "Sales, look-ups, and the door beside a read"
LEAD = "With a stand-in Kiwify on real HTTP, and one tablet."


def sections(part: dict[str, Any]) -> list[str]:
    texts = []
    for name, figures in part["databases"].items():
        texts += [
            f"### {name}\n",
            f"Seconds until a tablet's counters show a ticket sold at Kiwify, of {SALES} sales at any moment; the "
            f"tablet looks every {LOOKS_EVERY:g} s. The read in full keeps to {KIWIFYS_LIMIT} calls a minute.\n",
            table(("participants", "median s", "longest s"), map(sale_row, figures["sales"])),
            "How long a tablet waits for the verdict on a code that is not known here, in which Kiwify is asked:\n",
            table(("code", "median ms", "longest ms", "at most"), map(look_up_row, figures["look_ups"])),
            *(beside_a_read(read, waits) for read, waits in figures["check_in_beside_reads"].items()),
        ]
    return texts


def sale_row(sales: dict[str, Any]) -> list[str]:
    return [sales["what"], f"{sales['median']:.1f}", f"{sales['longest']:.1f}"]


def look_up_row(one: dict[str, Any]) -> list[str]:
    most = f"{one['target']:,}{missed(one['longest_ms'], one['target'])}" if one["target"] else ""
    return [one["what"], f"{one['median_ms']:.0f}", f"{one['longest_ms']:.0f}", most]


def beside_a_read(name: str, waits: dict[str, float]) -> str:
    return (
        f"{name} beside them: check-ins take {waits['median_ms']:.0f} ms at the median "
        f"and {waits['longest_ms']:.0f} ms at the most, of {waits['requests']}.\n"
    )
