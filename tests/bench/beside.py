"""How long requests take while something else goes on: it may hold what they wait for."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from .asked import Kind
from .tablet import Pass, Tablet

PAUSE = 0.1


def beside(signed_in: Pass, kind: Kind, work: Callable[[], object]) -> dict[str, float]:
    tablet, seconds = Tablet(signed_in), []
    with ThreadPoolExecutor(1) as worker:
        working = worker.submit(work)
        while not working.done():
            answer = tablet.ask(*kind.asks(1))
            if not kind.is_shown_by(answer.body):
                raise RuntimeError(f"{kind.name}: not the answer that was to be measured.")
            seconds.append(answer.seconds)
            time.sleep(PAUSE)
    working.result()
    return {
        "requests": len(seconds),
        "median_ms": statistics.median(seconds) * 1000,
        "longest_ms": max(seconds) * 1000,
    }
