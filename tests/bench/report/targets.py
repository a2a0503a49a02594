"""The targets at one glance."""

from collections.abc import Iterator
from typing import Any

from . import evening, growth
from .tables import met_or_missed, table

KINDS = {"Search": "each kind of search", "Check-in": "each kind of check-in", "Counters": "counters and their poll"}


def sections(parts: dict[str, Any]) -> list[str]:
    rows = [*of_the_door(parts), *of_growth(parts), *of_the_evening(parts)]
    return ["## Targets\n", table(("", "database", "measured", "wanted", ""), rows)] if rows else []


def of_the_door(parts: dict[str, Any]) -> Iterator[list[str]]:
    for database, figures in databases(parts, "door"):
        aimed = [one for one in figures["loads"]["1"]["kinds"] if one["target"]]
        for beginning, what in KINDS.items():
            found = [one for one in aimed if one["what"].startswith(beginning)]
            for measure, name in (("floors", "time"), ("cpu_floors", "CPU")):
                worst = max(found, key=lambda one: one[measure])
                label = f"{name} of {what}, in floors; worst: {worst['what'].partition(': ')[2] or 'counters'}"
                is_met = worst[measure] <= worst["target"]
                yield [label, database, f"{worst[measure]:.2f}", f"at most {worst['target']}", met_or_missed(is_met)]


def of_growth(parts: dict[str, Any]) -> Iterator[list[str]]:
    for database, of_sizes in databases(parts, "growth"):
        aimed = [kinds for kinds in zip(*of_sizes.values(), strict=True) if growth.is_aimed(kinds)]
        worst = max(aimed, key=growth.growth)
        grown = growth.growth(worst)
        label = f"growth with ten times the people; worst: {worst[0]['what']}"
        is_met = grown <= growth.MOST_GROWTH
        yield [label, database, f"{grown:.2f}", f"at most {growth.MOST_GROWTH}", met_or_missed(is_met)]


def of_the_evening(parts: dict[str, Any]) -> Iterator[list[str]]:
    for database, figures in databases(parts, "evening"):
        for what, *rest in evening.targets(figures):
            yield [f"evening: {what}", database, *rest]


def databases(parts: dict[str, Any], part: str) -> Any:
    return parts[part]["databases"].items() if part in parts else ()
