"""The door meanwhile: tablets that check in by code and by person, ask again, undo and send queues; and what they
were told, which must still be true at the end."""

import http.client
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from threading import Event as Flag
from urllib.parse import urlencode
from uuid import UUID

from participants.kiwify.sandbox import identifiers
from participants.kiwify.sandbox.event import Event
from tests.bench.tablet import Pass

TIMES = 5
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(slots=True)
class Told:
    """What a tablet was told of a check-in. `undone` is None where an undo was asked for and not answered."""

    result: str
    participant: str | None
    undone: bool | None = False


@dataclass(slots=True)
class Memory:
    """All that the tablets were told, by the check-in's id, and what was no good answer."""

    told: dict[str, Told] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


class Tablet:
    def __init__(self, slug: str, event: Event, signed_in: Pass, rng: Random) -> None:
        self._slug, self._event, self._rng = slug, event, rng
        self._port, self._headers = signed_in.port, signed_in.headers | {"Accept": JSON}
        self._headers.pop("Accept-Encoding")
        self._connection: http.client.HTTPConnection | None = None
        self.memory = Memory()

    def run(self, stop: Flag) -> None:
        rng = self._rng
        while not stop.wait(rng.expovariate(5)):
            rng.choices([self.ask_once, self.ask_twice, self.send_queue, self.look], [16, 2, 1, 4])[0]()

    def ask_once(self) -> str:
        claim = self._claim()
        answer = self._post("check-ins/", urlencode(claim), FORM)
        if isinstance(answer, dict):
            self._keep(answer)
            if answer["result"] == "admitted" and self._rng.random() < 0.2:
                self._undo(answer["id"])
        return claim["id"]

    def ask_twice(self) -> None:
        claim = self._claim()
        for _ in range(2):
            answer = self._post("check-ins/", urlencode(claim), FORM)
            if isinstance(answer, dict):
                self._keep(answer)

    def send_queue(self) -> None:
        queue = [self._claim() for _ in range(self._rng.randrange(1, 8))]
        answers = self._post("replay/", json.dumps(queue), JSON)
        for answer in answers if isinstance(answers, list) else []:
            if "error" in answer:
                self.memory.problems.append(f"A queued check-in was answered with {answer}.")
            else:
                self._keep(answer)

    def look(self) -> None:
        self._ask("GET", f"/e/{self._slug}/counters/")

    def _claim(self) -> dict[str, str]:
        rng = self._rng
        row = rng.choice(self._event.rows())
        claims = [{"code": str(row["external_id"])}, {"participant": str(row["id"])}]
        [claim] = rng.choices([*claims, {"code": identifiers.ticket_code(rng)}], [12, 4, 1])
        return {"id": str(UUID(int=rng.getrandbits(128), version=4)), **claim}

    def _undo(self, id: str) -> None:
        told = self.memory.told[id]
        told.undone = None
        answer = self._post(f"check-ins/{id}/undo/", "", FORM)
        if isinstance(answer, dict):
            told.undone = answer["undone"]
            self.memory.counts["undone"] += 1

    def _keep(self, answer: dict[str, object]) -> None:
        id, told = str(answer["id"]), Told(str(answer["result"]), answer["participant"])  # type: ignore[arg-type]
        before = self.memory.told.setdefault(id, told)
        if (before.result, before.participant) != (told.result, told.participant):
            self.memory.problems.append(f"Check-in {id} was first {before}, and then {told}.")
        self.memory.counts[told.result] += 1
        if detail := answer["detail"]:
            self.memory.counts[f"{told.result}, {detail}"] += 1

    def _post(self, path: str, body: str, kind: str) -> object:
        return self._ask("POST", f"/e/{self._slug}/{path}", body, kind)

    def _ask(self, method: str, path: str, body: str = "", kind: str = FORM) -> object:
        """The answer's JSON; None where there was none after five times, each with the same id."""
        for _ in range(TIMES):
            started = time.monotonic()
            try:
                status, answer = self._exchange(method, path, body, kind)
            except (OSError, http.client.HTTPException) as problem:
                self.memory.problems.append(f"{method} {path} was not answered: {problem!r}.")
                self._connection = None
                continue
            self.memory.seconds.append(time.monotonic() - started)
            if status == 200:
                return json.loads(answer)
            self.memory.problems.append(f"{method} {path} was answered with {status}: {answer[:200]!r}")
            if status < 500:
                return None
        return None

    def _exchange(self, method: str, path: str, body: str, kind: str) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        self._connection.request(method, path, body or None, self._headers | {"Content-Type": kind})
        response = self._connection.getresponse()
        return response.status, response.read()
