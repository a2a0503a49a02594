import statistics
from collections.abc import Iterator
from typing import Any

from ..door_page import CHECK_IN
from ..sizes import CHECK_INS_PER_SECOND
from .tables import met_or_missed, milliseconds, table

TITLE = "An evening"
LEAD = (
    "Paired tablets, each with somebody at it who gave a PIN, do what their page does: they poll every 2 s, ask again "
    "for the rows they show where one of them moved, and search with each letter. Guests come whether or not the one "
    "before was answered: half with a code that is scanned, half by name. CPU is in cores of this machine, which the "
    "load generator shares."
)
CORES = 2
MOST_P95_MS, MOST_CPU, MOST_MEMORY_MB, MOST_GROWTH = 150, 0.7, 300, 1.05
# Guests come at random: a little less than was wanted is as many.
ENOUGH = 0.98


def sections(part: dict[str, Any]) -> list[str]:
    texts = []
    for name, figures in part["databases"].items():
        texts += [
            f"### {name}: {figures['tablets']} tablets for {figures['minutes']:g} minutes\n",
            table(("", "measured", "wanted", ""), list(targets(figures))),
            table(("request", "number", "per second", "median ms", "95th", "99th"), map(row, kinds(figures))),
            f"CPU in cores: web {figures['web_cores']:.2f}, database {figures['database_cores']:.2f}; the generator "
            f"{figures['generator_cores']:.2f}, apart. Memory of the web processes, in MB: {course(figures)}.\n",
            *problems(figures),
        ]
    return texts


def targets(figures: dict[str, Any]) -> Iterator[list[str]]:
    """What was wanted of the evening, and whether it was so."""
    p95, cpu, memory = figures["all"]["p95_ms"], cpu_share(figures), max(figures["web_memory_mb"])
    wanted = (
        ("errors", figures["errors"], 0, "{:,}"),
        ("95th percentile of all requests, ms", p95, MOST_P95_MS, "{:,.0f}"),
        (f"CPU of {CORES} cores, web and database", cpu, MOST_CPU, "{:.0%}"),
        ("memory of the web processes, MB", memory, MOST_MEMORY_MB, "{:.0f}"),
        ("memory at the end, to that after a fifth", growth(figures["web_memory_mb"]), MOST_GROWTH, "{:.2f}"),
    )
    for what, figure, most, form in wanted:
        yield [what, form.format(figure), f"at most {form.format(most)}", met_or_missed(figure <= most)]
    came, least = check_ins_per_second(figures), CHECK_INS_PER_SECOND * ENOUGH
    yield ["check-ins a second", f"{came:.1f}", f"about {CHECK_INS_PER_SECOND}", met_or_missed(came >= least)]


def cpu_share(figures: dict[str, Any]) -> float:
    share: float = (figures["web_cores"] + figures["database_cores"]) / CORES
    return share


def check_ins_per_second(figures: dict[str, Any]) -> float:
    return sum(one["per_second"] for one in figures["kinds"] if one["what"] == CHECK_IN)


def growth(samples: list[float]) -> float:
    fifth = max(1, len(samples) // 5)
    return statistics.mean(samples[-fifth:]) / statistics.mean(samples[fifth : 2 * fifth])


def course(figures: dict[str, Any]) -> str:
    """Ten of the samples, evenly spread."""
    samples = figures["web_memory_mb"]
    return " ".join(f"{one:.0f}" for one in samples[:: max(1, len(samples) // 10)])


def kinds(figures: dict[str, Any]) -> list[dict[str, Any]]:
    return [*figures["kinds"], figures["all"]]


def row(one: dict[str, Any]) -> list[str]:
    figures = (milliseconds(one[name]) for name in ("median_ms", "p95_ms", "p99_ms"))
    return [one["what"], f"{one['requests']:,}", f"{one['per_second']:.1f}", *figures]


def problems(figures: dict[str, Any]) -> list[str]:
    return [f"- {number} times: `{what[:150]}`\n" for what, number in figures["problems"]]
