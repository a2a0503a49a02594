"""An event to measure: the database, its people and whoever works there."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import site
from .database import know_the_tables
from .kiwify import Row
from .tablet import ORGANIZER, PASSWORD, PERSON

SLUG = "festa"


@dataclass(frozen=True, slots=True)
class Crowd:
    """Some of the people: those outside, whom a check-in admits, and some of all."""

    outside: list[Row]
    people: list[Row]


def begin(settings: Mapping[str, str], products: Mapping[str, str]) -> None:
    """A fresh database with these events, slug by product id."""
    say("the database")
    site.manage("migrate", settings=settings)
    for product_id, slug in products.items():
        site.manage("add_event", product_id, "--name", slug, settings=settings)
        for name, role in ((PERSON, "door"), (ORGANIZER, "organizer")):
            words = ["create_user", name, "--role", role, "--event", product_id, "--password-stdin"]
            site.manage(*words, settings=settings, typed=f"{PASSWORD}\n")


def fill(settings: Mapping[str, str], product_id: str, participants: int) -> Crowd:
    """So many people, half of whom have arrived."""
    say(f"{participants:,} participants")
    told = told_within("seed", product_id, str(participants), settings=settings)
    know_the_tables()
    return Crowd(**told)


def told_within(module: str, *words: str, settings: Mapping[str, str]) -> Any:
    """What main() of this module, run within Django, prints as JSON."""
    return site.told("tests.bench.within_django", f"tests.bench.{module}", *words, settings=settings)


def say(*what: object) -> None:
    print("  ", *what, file=sys.stderr, flush=True)
