"""A flood that is cut off by a blow, and what it left."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.test import Client

from participants.models import CheckIn, Event

from .aftermath import asked_again, wrong
from .flood import Door, Flood
from .site import Site

FEWEST, START_SECONDS = 20, 20
A_TOKEN = "anybodymaymakesuchatokenoftheirs"


@dataclass(slots=True)
class Round:
    """`kept` are those of whom no tablet was told, and who are in the database all the same."""

    asked: int
    acknowledged: int
    kept: int
    slowest: float
    problems: list[str] = field(default_factory=list)


def door_of(site: Site, event: Event, person: User) -> Door:
    browser = Client()
    browser.force_login(person)
    cookies = {"sessionid": browser.cookies["sessionid"].value, "csrftoken": A_TOKEN}
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
        "X-CSRFToken": A_TOKEN,
    }
    return Door(site, f"{event.get_absolute_url()}check-ins/", headers)


def rounds(
    site: Site,
    event: Event,
    door: Door,
    lots: Sequence[Sequence[str]],
    *,
    seconds: float,
    beside: Sequence[str] = (),
) -> Iterator[Round]:
    """One for each of these lots of tickets; each flood lasts at most so long before the blow."""
    for some in lots:
        site.start(*beside)
        flood = Flood(door, some)
        flood.begin()
        wait_for_some(flood)
        time.sleep(random.uniform(0, seconds))
        site.kill()
        flood.end()
        yield judged(site, event, door, flood)


def judged(site: Site, event: Event, door: Door, flood: Flood) -> Round:
    told, untold = flood.acknowledged, [one for one in flood.asked if not one.told]
    kept = CheckIn.objects.filter(pk__in=[one.id for one in untold]).count()
    problems = [*flood.problems, *wrong(event, told)]
    site.start()
    problems += asked_again(door, flood.asked)
    site.kill()
    problems += wrong(event, flood.asked)
    return Round(len(flood.asked), len(told), kept, flood.slowest, problems)


def wait_for_some(flood: Flood) -> None:
    gives_up = time.monotonic() + START_SECONDS
    while len(flood.acknowledged) < FEWEST:
        assert time.monotonic() < gives_up, flood.problems[:3] or "nobody is answered"
        time.sleep(0.01)
