"""The sandbox's own address, /sandbox, for rehearsals: what it serves, and faults on and off while it runs.

curl localhost:8900/sandbox
curl localhost:8900/sandbox/faults -d '{"fault": "429", "times": 3, "retry_after": 2}'
curl localhost:8900/sandbox/faults -X DELETE
"""

import json
from collections.abc import Mapping
from typing import Any

from .answers import Asked, RefusalError, Reply, ok
from .api import Listed
from .calls import CallLog
from .faults import FaultError, Faults


class Control:
    def __init__(self, *, events: Mapping[str, Listed], calls: CallLog, faults: Faults) -> None:
        self.events = events
        self.calls = calls
        self.faults = faults

    def answer(self, asked: Asked) -> Reply:
        answers = {
            ("GET", "/sandbox"): self._overview,
            ("POST", "/sandbox/faults"): self._add_fault,
            ("DELETE", "/sandbox/faults"): self._clear_faults,
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
        wanted = _json_object(asked.body)
        try:
            fault = self.faults.add(str(wanted.pop("fault", "")), **wanted)
        except (FaultError, TypeError) as error:
            raise RefusalError(400, "BadFault", str(error)) from error
        return ok(fault.described(), 201)

    def _clear_faults(self, _asked: Asked) -> Reply:
        return ok({"cleared": self.faults.clear()})


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError as error:
        raise RefusalError(400, "BadFault", f"The body is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise RefusalError(400, "BadFault", 'Send a JSON object, as in {"fault": "429", "times": 3}')
    return value


def _nothing_there(_asked: Asked) -> Reply:
    raise RefusalError(404, "NotFound", "Try GET /sandbox, POST /sandbox/faults or DELETE /sandbox/faults")
