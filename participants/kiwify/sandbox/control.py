"""The sandbox's own address, /sandbox, for rehearsals: what it serves, and what may happen while it runs.

curl localhost:8900/sandbox
curl localhost:8900/sandbox/faults -d '{"fault": "429", "times": 3, "retry_after": 2}'
curl localhost:8900/sandbox/faults -X DELETE
curl localhost:8900/sandbox/sales -d '{"name": "Ana Lima", "batch_name": "VIP"}'
curl localhost:8900/sandbox/refunds -d '{"order_id": "…"}'
"""

from collections.abc import Mapping

from .answers import Asked, RefusalError, Reply, ok
from .api import Listed
from .bodies import json_object
from .box_office import BoxOffice
from .calls import CallLog
from .faults import FaultError, Faults


class Control:
    def __init__(self, *, events: Mapping[str, Listed], calls: CallLog, faults: Faults, box_office: BoxOffice) -> None:
        self.events = events
        self.calls = calls
        self.faults = faults
        self.box_office = box_office

    def answer(self, asked: Asked) -> Reply:
        answers = {
            ("GET", "/sandbox"): self._overview,
            ("POST", "/sandbox/faults"): self._add_fault,
            ("DELETE", "/sandbox/faults"): self._clear_faults,
            ("POST", "/sandbox/sales"): self.box_office.sell,
            ("POST", "/sandbox/refunds"): self.box_office.refund,
        }
        try:
            return answers.get((asked.method, asked.path), _nothing_there)(asked)
        except RefusalError as refusal:
            return refusal.reply

    def _overview(self, _asked: Asked) -> Reply:
        products = [
            {"product_id": product_id, "name": event.name, **event.counters()}
            for product_id, event in list(self.events.items())
        ]
        return ok({"products": products, "calls": self.calls.counts(), "faults": self.faults.active()})

    def _add_fault(self, asked: Asked) -> Reply:
        wanted = json_object(asked.body, "BadFault", '{"fault": "429", "times": 3}')
        try:
            fault = self.faults.add(str(wanted.pop("fault", "")), **wanted)
        except (FaultError, TypeError) as error:
            raise RefusalError(400, "BadFault", str(error)) from error
        return ok(fault.described(), 201)

    def _clear_faults(self, _asked: Asked) -> Reply:
        return ok({"cleared": self.faults.clear()})


def _nothing_there(_asked: Asked) -> Reply:
    known = "GET /sandbox, POST /sandbox/faults, DELETE /sandbox/faults, POST /sandbox/sales or POST /sandbox/refunds"
    raise RefusalError(404, "NotFound", f"Try {known}")
