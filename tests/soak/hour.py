"""The hour itself: `main(SEED, MINUTES, PORT, FOLDER)`."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from threading import Event as Flag

from participants.kiwify.sandbox import Sandbox
from participants.kiwify.sandbox.moments import utc_now
from participants.kiwify.sandbox.webhook import Webhook
from participants.models import SyncRun
from tests.bench import site
from tests.bench.tablet import PASSWORD, PERSON, sign_in

from . import verdict
from .compressed import compress
from .door import Tablet
from .mass_removal import MassRemoval
from .outcome import Outcome
from .pace import CountingPace
from .processes import Follower, Memory, children, complaints, trip
from .settling import settle
from .trouble import Trouble
from .world import World

PEOPLE, FEWER_PEOPLE = 800, 300
OTHER_PRODUCT_ID = "7c0e8c2a-3f43-4b0a-8f0e-5a8e3c1d2b90"
SLUGS = ("festa", "outra")
TABLETS = 4
# We keep to 12, as 60 in earnest where Kiwify allows 100.
KIWIFYS_CALLS = 20
SAY_EVERY = 10.0


def main(seed: str, minutes: str, port: str, folder: str) -> int:
    compress()
    with stand_in_kiwify(Random(f"{seed}/kiwify"), int(port)) as sandbox:
        return Hour(seed, float(minutes) * 60, Path(folder), sandbox).run().told()


@contextmanager
def stand_in_kiwify(rng: Random, port: int) -> Iterator[Sandbox]:
    """Its clock is wrong by up to twelve minutes, compressed to seconds as its limit is."""
    skew = timedelta(seconds=rng.uniform(-12, 12))

    def clock() -> datetime:
        return utc_now() + skew

    sandbox = Sandbox(participants=PEOPLE, seed=rng.randrange(10**6), port=port, clock=clock)
    sandbox.add_event(OTHER_PRODUCT_ID, participants=FEWER_PEOPLE)
    sandbox.pace = sandbox._api.pace = CountingPace(KIWIFYS_CALLS)
    sandbox.tokens.lifetime = 25
    with sandbox:
        yield sandbox


class Hour:
    """Everybody's doings side by side, each with a generator of its own."""

    def __init__(self, seed: str, seconds: float, folder: Path, sandbox: Sandbox) -> None:
        self._seed, self._seconds, self._folder, self._sandbox = seed, seconds, folder, sandbox
        self._events = [sandbox.event, sandbox.events[OTHER_PRODUCT_ID]]
        self._steady, self._tripped = Follower("follower", folder), Follower("tripped-follower", folder)
        self._world = World(sandbox, self._events, self.rng("world"))
        self._trouble = Trouble(sandbox, self.rng("trouble"))
        self._mass = MassRemoval(self._events[1], self._world.bring_back, self.rng("mass removal"))
        self._tablets: list[Tablet] = []

    def rng(self, subject: str) -> Random:
        """A generator for one subject: what another does with its own changes nothing of it."""
        return Random(f"{self._seed}/{subject}")

    def run(self) -> Outcome:
        self._sandbox.pace.calls_per_minute = None
        self._prepare()
        self._sandbox.pace.calls_per_minute = KIWIFYS_CALLS
        with site.server(os.environ, application="tests.soak.wsgi", log=self._folder / "site.log") as (web, port):
            address = f"http://127.0.0.1:{port}/kiwify/webhook/{self._sandbox.account_id}/"
            self._sandbox.webhook = Webhook(address, os.environ["KIWIFY_WEBHOOK_TOKEN"])
            self._tablets = [self._tablet(number, port) for number in range(TABLETS)]
            with self._steady, self._tripped:
                memory = self._live(web)
                problems = settle(self._events)
            return self._outcome(memory, problems)

    def _prepare(self) -> None:
        site.manage("migrate", settings=os.environ)
        for event, name in zip(self._events, SLUGS, strict=True):
            site.manage("add_event", event.product_id, "--name", name, settings=os.environ)
            words = ["create_user", PERSON, "--role", "door", "--event", event.product_id, "--password-stdin"]
            site.manage(*words, settings=os.environ, typed=f"{PASSWORD}\n")
        # Each event has been read once before its door opens; in earnest time, which the limit was not made for.
        site.manage("sync", settings=os.environ | {"KIWIFY_CALLS_PER_MINUTE": "1000"})

    def _tablet(self, number: int, port: int) -> Tablet:
        # One of them at the smaller event.
        which = int(number == TABLETS - 1)
        return Tablet(SLUGS[which], self._events[which], sign_in(port, SLUGS[which]), self.rng(f"tablet {number}"))

    def _live(self, web: int) -> Memory:
        stop, now = Flag(), time.monotonic()
        pids = {"the follower": self._steady.pid}
        memory = Memory(pids | {f"web worker {n}": pid for n, pid in enumerate(children(web), 1)})
        doings: list[Callable[[], None]] = [
            lambda: self._world.run(stop),
            lambda: self._trouble.run(stop),
            lambda: trip(self._tripped, self.rng("tripping"), stop),
            lambda: self._mass.run(self._seconds * 0.4, stop),
            lambda: memory.watch(stop),
            *(partial(tablet.run, stop) for tablet in self._tablets),
        ]
        with ThreadPoolExecutor(len(doings)) as threads:
            going_on = [threads.submit(doing) for doing in doings]
            try:
                self._until(now + self._seconds, going_on)
            finally:
                stop.set()
        for doing in going_on:
            doing.result()
        return memory

    def _until(self, end: float, going_on: Sequence[Future[None]]) -> None:
        while (left := end - time.monotonic()) > 0:
            wait(going_on[:2], min(left, SAY_EVERY), FIRST_COMPLETED)
            if broken := [doing for doing in going_on if doing.done() and doing.exception()]:
                broken[0].result()
            happened, met = self._world.happened.total(), self._trouble.met.total()
            told = sum(len(tablet.memory.told) for tablet in self._tablets)
            print(f"  {max(0, left):3.0f} s left: {happened} happenings, {met} faults, {told} check-ins", flush=True)

    def _outcome(self, memory: Memory, problems: list[str]) -> Outcome:
        told = {id: one for tablet in self._tablets for id, one in tablet.memory.told.items()}
        for follower in (self._steady, self._tripped):
            problems += follower.problems
        for tablet in self._tablets:
            problems += tablet.memory.problems
        problems += self._world.refused + self._mass.problems
        for event in self._events:
            problems += verdict.differences(event)
        problems += [*verdict.lost_check_ins(told), *verdict.leftovers()]
        if refused := self._sandbox.pace.refused:  # type: ignore[attr-defined]
            problems.append(f"Kiwify's limit was passed: {refused} calls were refused.")
        for log in sorted(self._folder.glob("*.log")):
            problems += [f"{log.name}: {line}" for line in complaints(log)]
        return Outcome(problems, memory.growth(), self._counts())

    def _counts(self) -> dict[str, Counter[str]]:
        kinds = SyncRun.objects.values_list("kind", "status", "error")
        seconds = sorted(second for tablet in self._tablets for second in tablet.memory.seconds)
        waits = {
            "median": seconds[len(seconds) // 2],
            "99th": seconds[len(seconds) * 99 // 100],
            "longest": seconds[-1],
        }
        return {
            "Happened": self._world.happened,
            "Troubles": self._trouble.met,
            "Reads": Counter(" ".join(filter(None, kind)) for kind in kinds),
            "Calls": Counter(self._sandbox.calls.counts()),
            "The door": sum((tablet.memory.counts for tablet in self._tablets), Counter()),
            "The door's answers, ms": Counter({name: round(wait * 1000) for name, wait in waits.items()}),
            "Starts": Counter({one.name: one.starts for one in (self._steady, self._tripped)}),
        }
