"""The queries of each kind of request, under a server of its own that counts them."""

import statistics
from collections.abc import Mapping

from . import site
from .asked import Kind
from .counting import HEADER
from .event import say
from .kinds import kinds_of
from .plan import Plan
from .tablet import ORGANIZER, Tablet, sign_in

TIMES = 5


def of_each(plan: Plan, settings: Mapping[str, str]) -> dict[str, int]:
    """By kind, how many an answer takes where nothing has to be made first."""
    say("queries")
    with site.server({**settings, "DJANGO_SETTINGS_MODULE": "tests.bench.counted_settings"}) as (web, port):
        planned = plan.at(web, port)
        door, organizer = sign_in(port, planned.slug), sign_in(port, planned.slug, ORGANIZER)
        tablet = Tablet(door)
        return {kind.name: queries(tablet, kind) for kind in kinds_of(planned, door, organizer)}


def queries(tablet: Tablet, kind: Kind) -> int:
    answers = [tablet.ask(ask) for ask in kind.asks(1 if kind.is_heavy else TIMES)]
    return statistics.median_low(int(answer.headers[HEADER]) for answer in answers)
