"""Two hundred tablets at once for as long as an evening's rush: polling, typing and checking in, all together."""

import json
from dataclasses import replace
from typing import Any

from .. import site
from ..event import say, told_within
from ..kiwify import Kiwify
from ..load import told_of
from ..plan import planned
from ..sizes import CHECK_INS_PER_SECOND, TABLETS


def measure(participants: int, minutes: str) -> dict[str, Any]:
    with Kiwify(1) as stand_in:
        settings = site.environment(stand_in.settings)
        plan = planned(stand_in, settings, participants)
        with site.server(settings) as (web, port):
            say(f"{TABLETS} tablets for {minutes} minutes")
            wanted = told_within("tablets", stand_in.product_id, str(TABLETS), settings=settings)
            wanted |= {"tablets": TABLETS, "minutes": float(minutes), "check_ins_per_second": CHECK_INS_PER_SECOND}
            figures: dict[str, Any] = told_of(
                replace(plan.at(web, port), tokens=()), "locust_tablets", settings, json.dumps(wanted)
            )
    return figures
