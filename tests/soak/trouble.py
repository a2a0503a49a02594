"""Kiwify misbehaving: every kind of fault, for moments, several at once, and sometimes no Kiwify at all."""

from collections import Counter
from collections.abc import Callable
from random import Random
from threading import Event as Flag

from participants.kiwify.sandbox import Sandbox
from participants.kiwify.sandbox.faults.kinds import KINDS

NO_ROWS = {"pagination": {"count": 0, "page_number": 1, "page_size": 100}, "data": {"participants": []}}
BODIES = [{}, [], None, "Kiwify", 0, {"pagination": {}, "data": []}, NO_ROWS, {"data": NO_ROWS}, {"access_token": ""}]
RETRIES = [{}, {"retry_after": 0}, {"retry_after": 1}, {"retry_after": "soon"}, {"retry_after_date": 1.0}]

OPTIONS: dict[str, Callable[[Random], dict[str, object]]] = {
    "slow": lambda rng: {"seconds": rng.uniform(0.02, 2)},
    "drip": lambda rng: {"seconds": rng.choice([0.0005, 0.05])},
    "body": lambda rng: {"body": rng.choice(BODIES), "status": rng.choice([200, 200, 202, 418])},
    "drift": lambda rng: {"rows": rng.choice([-3, -1, 1, 2, 20])},
    "count": lambda rng: {"by": rng.choice([-100, -1, 1, 5000])},
    "page-size": lambda rng: {"most": rng.choice([10, 20, 50, 99])},
    "expires-in": lambda rng: {"value": rng.choice([0, 1, "86400", "soon", None, -5, 10**12])},
    **dict.fromkeys(("429", "500", "502", "503"), lambda rng: dict(rng.choice(RETRIES))),
}


class Trouble:
    """Makes it until told to stop; `met` counts what it made, `is_on` is whether any is there now."""

    def __init__(self, sandbox: Sandbox, rng: Random) -> None:
        self._sandbox, self._rng = sandbox, rng
        self.met: Counter[str] = Counter()

    def run(self, stop: Flag) -> None:
        try:
            while not stop.wait(self._rng.uniform(0, 2)):
                self._rng.choices([self._faults, self._away, self._forgetful], [8, 1, 1])[0](stop)
        finally:
            self._sandbox.faults.clear()

    def _faults(self, stop: Flag) -> None:
        for name in self._rng.sample(sorted(KINDS), self._rng.choice([1, 1, 1, 2, 3])):
            self._turn_on(name)
        stop.wait(self._rng.uniform(0.1, 3))
        self._sandbox.faults.clear()

    def _turn_on(self, name: str) -> None:
        rng, kind = self._rng, KINDS[name]
        on = rng.choice([kind.usual, *sorted(kind.on)])
        page = rng.choice([None, None, 1, 2, 3]) if on == "participants" else None
        options = OPTIONS.get(name, lambda _: {})(rng)
        self._sandbox.faults.add(name, on=on, page=page, times=rng.choice([None, None, 1, 3, 20]), **options)
        self.met[name] += 1

    def _away(self, stop: Flag) -> None:
        self._sandbox.stop()
        stop.wait(self._rng.uniform(0.5, 5))
        self._sandbox.start()
        self.met["no Kiwify at all"] += 1

    def _forgetful(self, _stop: Flag) -> None:
        self._sandbox.tokens.forget()
        self.met["tokens forgotten"] += 1
