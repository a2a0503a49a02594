"""What each kind of request costs, with its queries, at 1, 20 and 200 clients."""

from dataclasses import replace
from typing import Any

from .. import processes, queries, site, weight
from ..event import SLUG
from ..kiwify import Kiwify
from ..load import loaded
from ..plan import Effort, planned
from ..tablet import sign_in

# One answer in a hundred is told of: there should be some hundreds.
FULL = (Effort(1, 10, 20, heavy=3), Effort(20, 3, 100), Effort(200, 2, 400))
TRIAL = (Effort(1, 2, 10, heavy=1), Effort(20, 1, 40), Effort(200, 1, 200))
MUCH = 20_000
FOR_QUERIES = 150


def measure(participants: int) -> dict[str, Any]:
    with Kiwify(1) as stand_in:
        settings = site.environment(stand_in.settings)
        plan = planned(stand_in, settings, participants)
        counted = queries.of_each(replace(plan, outside=plan.outside[:FOR_QUERIES]), settings)
        efforts = FULL if participants >= MUCH else TRIAL
        plan = replace(plan, outside=plan.outside[FOR_QUERIES:], efforts=efforts)
        with site.server(settings) as (web, port):
            idle = processes.memory_mb(web)
            loads = loaded(plan.at(web, port), settings)
            page = weight.door_page(sign_in(port, SLUG), f"/e/{SLUG}/")
    return {"loads": loads, "queries": counted, "idle_memory_mb": idle, "door_page": page}
