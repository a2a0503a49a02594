from collections.abc import Sequence
from typing import Any

from .tables import missed, table

TITLE = "What grows"
LEAD = "CPU in milliseconds for one request, and in floors of the same run, at one client; a database of each size."
# From the second largest size to the largest.
MOST_GROWTH = 1.5


def sections(part: dict[str, Any]) -> list[str]:
    texts = []
    for name, of_sizes in part["databases"].items():
        head = ("request", *(f"{int(size):,}" for size in of_sizes), f"growth, at most {MOST_GROWTH}")
        texts += [f"### {name}\n", table(head, [row(list(kinds)) for kinds in zip(*of_sizes.values(), strict=True)])]
    return texts


def row(sizes: list[dict[str, Any]]) -> list[str]:
    """One kind at each size."""
    cells = [f"{one['cpu_ms']:.1f} · {one['cpu_floors']:.2f}" for one in sizes]
    aim = MOST_GROWTH if is_aimed(sizes) else None
    return [sizes[0]["what"], *cells, f"{growth(sizes):.2f}{missed(growth(sizes), aim)}"]


def is_aimed(sizes: Sequence[dict[str, Any]]) -> bool:
    """Whether there is a target for this kind: where there is none, its growth is told and not judged."""
    return bool(sizes[0]["target"])


def growth(sizes: Sequence[dict[str, Any]]) -> float:
    """By what it grew with ten times the people, in floors."""
    before, after = sizes[-2:]
    grown: float = after["cpu_floors"] / before["cpu_floors"]
    return grown
