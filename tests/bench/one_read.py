"""One read as a follower makes it, in a process of its own: main(KIND, PRODUCT_ID), KIND full or changes.

Prints its figures as JSON. That Python and Django start is no part of them.
"""

import json
import re
import resource
import time
from collections import Counter
from typing import Any

from django.db import connection

from participants.accounts import client_for
from participants.leases import Lease
from participants.models import Event
from participants.sync import read_changes, read_event

READS = {"full": read_event, "changes": read_changes}
WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', re.IGNORECASE)
# People, their batches, their arrivals and what finds them; not the log of reads and of calls.
KEPT = {"participants_participant", "participants_batch", "participants_checkin", "participants_search"}


class Writes(Counter[str]):
    """Statements that write, by table."""

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITING.match(sql):
            self[found[1]] += 1
        return execute(sql, params, many, context)

    def kept(self) -> int:
        return sum(number for table, number in self.items() if table in KEPT)


def main(kind: str, product_id: str) -> None:
    event = Event.objects.select_related("account").get(product_id=product_id)
    client, lease, writes = client_for(event.account), Lease(event), Writes()
    lease.take()
    with connection.execute_wrapper(writes):
        cpu, started = time.process_time(), time.perf_counter()
        run = READS[kind](event, client=client, lease=lease)
        figures = {"seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - cpu}
    lease.release()
    figures |= {"calls": client.calls, "writes": writes.kept(), "changed": run.added + run.changed if run else 0}
    print(json.dumps(figures | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
