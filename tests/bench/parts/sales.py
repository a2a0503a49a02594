"""What the door sees of Kiwify while it works: sales, codes that are looked up, and what a read holds up."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from .. import asked, kiwify, lookups, site
from ..asked import Kind
from ..beside import beside
from ..database import know_the_tables
from ..event import SLUG, begin, say
from ..follower import Watcher, follower, follower_in_a_full_read
from ..kiwify import LATE_PRODUCT_ID, SMALL, SMALL_PRODUCT_ID, Kiwify
from ..reads import read
from ..tablet import Pass, sign_in

SMALL_SLUG, LATE_SLUG = "outra", "mais-uma"
MOST_PEOPLE = 2_000


def measure(participants: int) -> dict[str, Any]:
    with Kiwify(participants) as stand_in:
        settings = site.environment(stand_in.settings)
        begin(settings, events_of(stand_in))
        outside, people = stand_in.do(kiwify.let_half_in, MOST_PEOPLE)
        reading = partial(read, "", settings=settings, database_pid=None)
        for product_id in (SMALL_PRODUCT_ID, stand_in.product_id):
            say("a first read")
            reading(product_id)
        know_the_tables()
        with site.server(settings) as (_, port):
            tablet, at_small = sign_in(port, SLUG), sign_in(port, SMALL_SLUG)
            check_in = next(asked.check_ins(SLUG, tablet.checkpoint, iter(outside), people))
            return {
                "check_in_beside_reads": {
                    "An unchanged read": beside_a_read(tablet, check_in, partial(reading, stand_in.product_id)),
                    "A first read": beside_a_read(tablet, check_in, partial(reading, LATE_PRODUCT_ID)),
                },
                "look_ups": look_ups(tablet, stand_in),
                "sales": until_seen(tablet, at_small, stand_in, participants, settings),
            }


def events_of(stand_in: Kiwify) -> dict[str, str]:
    """The slugs, by product id, of all the events that the stand-in has."""
    return {stand_in.product_id: SLUG, SMALL_PRODUCT_ID: SMALL_SLUG, LATE_PRODUCT_ID: LATE_SLUG}


def beside_a_read(signed_in: Pass, check_in: Kind, reading: Callable[[], object]) -> dict[str, float]:
    say("check-ins beside a read")
    return beside(signed_in, check_in, reading)


def look_ups(signed_in: Pass, stand_in: Kiwify) -> list[dict[str, Any]]:
    say("look-ups")
    ask = partial(asked.check_in, SLUG, signed_in.checkpoint)
    return lookups.measured(signed_in, ask, stand_in)


def until_seen(
    large: Pass, small: Pass, stand_in: Kiwify, participants: int, settings: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The webhook comes last: after it the tablet of the large event has seen all."""
    say("from a sale to the door")
    product_id = stand_in.product_id
    sell_small = partial(stand_in.do, kiwify.sell, SMALL_PRODUCT_ID)
    sell = partial(stand_in.do, kiwify.sell, product_id)
    sell_and_say = partial(stand_in.do, kiwify.sell_and_say, product_id, large.port)
    at_small, at_large = Watcher(SMALL_SLUG, small), Watcher(SLUG, large)
    with follower(SMALL_PRODUCT_ID, settings):
        figures = [at_small.several(f"{SMALL:,}", sell_small)]
    with follower(product_id, settings):
        figures.append(at_large.several(f"{participants:,}", sell))
        figures.append(at_large.several(f"{participants:,}, with a webhook", sell_and_say))
    with follower_in_a_full_read(product_id, settings):
        figures.append(at_large.several(f"{participants:,}, while all of it is being read", sell))
    return figures
