"""Load, by Locust in a process of its own: `python -m tests.bench.locust_clients PLAN` prints its figures as JSON.

Clients on kept-alive connections ask what is waiting, each as soon as it is answered. Kinds take turns in short
blocks, so that a busy moment of the machine falls on all of them alike. Locust's own figures are whole milliseconds,
a tenth of what we measure: its events have them exactly.
"""

from locust import FastHttpUser, task  # first of all: it makes the standard library its own

# isort: split
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gevent.queue import JoinableQueue
from locust.env import Environment

from . import processes
from .asked import Kind
from .kinds import kinds_of
from .plan import Effort, Plan, Watched
from .tablet import ANSWERED, ORGANIZER, Ask, sign_in
from .taken import Taken

TO_CONNECT = 3  # floors for each client, so that no connection is opened while the time is taken

MOST_STARTED_A_SECOND = 100


class Client(FastHttpUser):
    """Somebody with one connection; `waiting` is shared by all."""

    concurrency = 1
    door: dict[str, str]
    waiting: "JoinableQueue[tuple[Kind, Ask]]" = JoinableQueue()

    def on_start(self) -> None:
        self.client.client.redirect_response_codes = frozenset()  # to be led away is no answer

    @task
    def ask_next(self) -> None:
        kind, ask = self.waiting.get()
        try:
            self._ask(kind, ask)
        finally:
            self.waiting.task_done()

    def _ask(self, kind: Kind, ask: Ask) -> None:
        with self.client.request(
            ask.method, ask.path, name=kind.name, data=ask.body, headers=ask.headers_of(self.door),
            stream=kind.first_byte, catch_response=True,
        ) as answer:  # fmt: skip
            body = answer.content or b""
            if answer.status_code not in ANSWERED or not kind.is_shown_by(body):
                answer.failure(f"{answer.status_code}: {body[:300]!r}")


def main() -> None:
    plan = Plan.read(Path(sys.argv[1]))
    door, organizer = sign_in(plan.port, plan.slug), sign_in(plan.port, plan.slug, ORGANIZER)
    Client.host, Client.door = f"http://127.0.0.1:{plan.port}", door.headers
    kinds = [one for one in kinds_of(plan, door, organizer) if plan.only is None or one.name in plan.only]
    loads = {effort.clients: loaded(kinds, effort, plan.watched) for effort in plan.efforts}
    print(json.dumps(loads))


def loaded(kinds: Sequence[Kind], effort: Effort, watched: Watched) -> dict[str, Any]:
    """The figures of each kind, and the memory of all web processes after them."""
    kinds = [one for one in kinds if effort.clients == 1 or not one.alone]
    taken = [Taken(kind) for kind in kinds]
    with clients(effort.clients) as environment:
        block(environment, Taken(kinds[0]), effort.clients * TO_CONNECT, watched)
        for kind in kinds:  # whatever is made on first use
            if effort.clients == 1 and not kind.is_heavy:
                block(environment, Taken(kind), effort.block, watched)
        used, started = time.process_time(), time.perf_counter()
        for number in range(effort.rounds):
            for one in taken:
                if not one.kind.is_heavy or number < effort.heavy:
                    block(environment, one, 1 if one.kind.is_heavy else effort.block, watched)
        busy = (time.process_time() - used) / (time.perf_counter() - started)
    figures = [one.figures(floor=taken[0]) for one in taken]
    return {"kinds": figures, "web_memory_mb": processes.memory_mb(watched.web), "generator_cores": busy}


@contextmanager
def clients(number: int) -> Iterator[Environment]:
    environment = Environment(user_classes=[Client])
    runner = environment.create_local_runner()
    runner.start(number, spawn_rate=min(number, MOST_STARTED_A_SECOND))
    try:
        yield environment
    finally:
        runner.quit()


def block(environment: Environment, taken: Taken, number: int, watched: Watched) -> None:
    """Ask so many of a kind, and wait until all are answered."""
    asks = taken.kind.asks(number)
    environment.events.request.add_listener(taken.keep)
    before, started = watched.cpu(), time.perf_counter()
    for ask in asks:
        Client.waiting.put((taken.kind, ask))
    Client.waiting.join()
    taken.seconds += time.perf_counter() - started
    taken.add_cpu(before, watched.cpu())
    environment.events.request.remove_listener(taken.keep)
    if taken.wrong:
        raise RuntimeError(f"{taken.kind.name}: not the answer that was to be measured. {taken.wrong}")


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # Locust's own way to end: what it patched may not be left in order
