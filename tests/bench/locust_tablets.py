"""An evening, by Locust in a process of its own: `python -m tests.bench.locust_tablets PLAN EVENING`, figures as JSON.

Each tablet is paired, has somebody at it, polls as its page does and gets a guest every few seconds, whether or not
the one before was answered soon: together as many check-ins a second as are wanted.
"""

from locust import FastHttpUser, constant_pacing, task  # first of all: it makes the standard library its own

# isort: split
import json
import os
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import gevent
from locust.env import Environment

from .door_page import DoorPage
from .evening_kept import Evening
from .guests import Guests
from .plan import Plan
from .tablet import ANSWERED, Ask

JOIN_EACH_SECOND, SETTLES = 20, 10.0
CONNECTIONS = 4  # that a page makes use of at once


class Tablet(FastHttpUser):
    concurrency = CONNECTIONS
    slug: str
    pace: float
    guests: Guests
    evening: Evening
    joining: Iterator[tuple[str, int, str]]

    def on_start(self) -> None:
        self._page = DoorPage(self.slug, self._send)
        self._page.join(*next(self.joining))
        self.client.client.redirect_response_codes = frozenset()  # from now on to be led away is an error
        self.evening.joined += 1
        self._polls = gevent.spawn(self._page.poll_for_ever)
        gevent.sleep(self.guests.rng.uniform(0, self.pace))

    def on_stop(self) -> None:
        self._polls.kill()

    @task
    def next_guest(self) -> None:
        if wrong := self.guests.come(self._page):
            self.evening.complain(wrong)

    def _send(self, name: str, ask: Ask) -> Any:
        with self.client.request(
            ask.method, ask.path, name=name, data=ask.body, headers=ask.headers_of({}), catch_response=True
        ) as answer:
            if answer.status_code not in ANSWERED or "HX-Redirect" in answer.headers:
                answer.failure(f"{answer.status_code} {(answer.text or '')[:300]}")
        return answer


def main() -> None:
    plan, wanted = Plan.read(Path(sys.argv[1])), json.loads(sys.argv[2])
    number, seconds, rng = wanted["tablets"], wanted["minutes"] * 60, Random(7)
    Tablet.host, Tablet.slug = f"http://127.0.0.1:{plan.port}", plan.slug
    Tablet.pace = number / wanted["check_ins_per_second"]
    Tablet.wait_time = constant_pacing(Tablet.pace)  # type: ignore[method-assign]
    Tablet.guests, Tablet.evening = Guests(plan.outside, plan.people, rng), Evening(plan.watched)
    staff = cycle(wanted["staff"])
    Tablet.joining = iter([(token, next(staff), wanted["pin"]) for token in wanted["tokens"]])
    environment = Environment(user_classes=[Tablet])
    environment.events.request.add_listener(Tablet.evening.keep)
    runner = environment.create_local_runner()
    runner.start(number, spawn_rate=JOIN_EACH_SECOND)
    while Tablet.evening.joined < number:
        gevent.sleep(1)
    gevent.sleep(SETTLES)
    Tablet.evening.live_through(seconds)
    print(json.dumps(Tablet.evening.figures() | {"tablets": runner.user_count, "minutes": wanted["minutes"]}))


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # two hundred tablets need not say goodbye
