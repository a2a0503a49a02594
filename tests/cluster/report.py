"""The table: on the screen, and in docs/cluster.md."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from tests.bench.site import ROOT

from .verdict import Verdict

HEAD = (
    "What happened", "Check-ins answered", "Longest without any answer", "Longest wait of one guest", "Median",
    "95th", "What the tablets met",
)  # fmt: skip


DOCUMENT = ROOT / "docs" / "cluster.md"
INTRODUCTION = """# Several machines, lost one after the other

Written by `make cluster-test`. Two web servers behind haproxy, two followers, a stand-in Kiwify, a PostgreSQL and its
copy, each on a machine of its own made of network namespaces; {tablets} paired tablets let in {tablets} guests a second
in all, one of ten at two gates at once, and ask for the counters every two seconds. What has no answer within 8 s is
asked again with the same id. A line covers the trouble and the 12 s behind it.

All of it, tablets included, on one computer: {machine}.

{table}

{remarks}

Of {answered} check-ins that a tablet was told of none was lost, no ticket was let in twice, and after each trouble
every tablet was at work again by itself. 502 and 503 alone are haproxy's, while no web server answers it; 503
unavailable is ours, while the database does not; the rest is how a line ended. To a tablet all are "no answer".
"""


def keep(verdicts: Sequence[Verdict], tablets: int) -> None:
    answered = sum(verdict.answered for verdict in verdicts)
    figures = {"table": table(verdicts), "remarks": remarks(verdicts), "answered": answered}
    DOCUMENT.write_text(INTRODUCTION.format(tablets=tablets, machine=_machine(), **figures))


def table(verdicts: Sequence[Verdict]) -> str:
    return "\n".join(_line(cells) for cells in (HEAD, ["---"] * len(HEAD), *map(_cells, verdicts)))


def remarks(verdicts: Sequence[Verdict]) -> str:
    return "\n".join(
        f"- {verdict.happening.title}: {remark}." for verdict in verdicts for remark in verdict.happening.remarks
    )


def _cells(verdict: Verdict) -> Sequence[str]:
    failures = ", ".join(f"{times} × {kind}" for kind, times in verdict.failures.most_common())
    return (
        verdict.happening.title, str(verdict.answered), f"{verdict.longest_gap:.1f} s", f"{verdict.longest_wait:.1f} s",
        f"{verdict.median_ms:.0f} ms", f"{verdict.slow_ms:.0f} ms", failures or "nothing",
    )  # fmt: skip


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _machine() -> str:
    cpu = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    return f"{os.cpu_count()} cores ({cpu.partition(': ')[2] or platform.machine()}), Linux {platform.release()}"
