"""What a code that is not known here costs whoever stands at the door: it is asked of Kiwify."""

import statistics
from collections.abc import Callable
from typing import Any

from . import kiwify
from .asked import some_code
from .kiwify import Kiwify
from .tablet import Ask, Pass, Tablet

TIMES = 20
HANGS = 20.0
# Half a second more than anybody waits for Kiwify.
MOST_MS = 2_500

type MakeAsk = Callable[..., Ask]


def measured(signed_in: Pass, ask: MakeAsk, stand_in: Kiwify) -> list[dict[str, Any]]:
    tablet = Tablet(signed_in)
    sold = [stand_in.do(kiwify.sell, stand_in.product_id) for _ in range(TIMES)]
    figures = [
        figure("sold a moment ago", [scanned(tablet, ask, code, "admitted") for code in sold]),
        figure("not Kiwify's either", [scanned(tablet, ask, some_code(), "unknown") for _ in range(TIMES)]),
    ]
    stand_in.do(kiwify.hang, HANGS)
    figures += [
        figure("Kiwify hangs", [scanned(tablet, ask, some_code(), "unknown")], most=MOST_MS),
        figure("Kiwify is known to hang", [scanned(tablet, ask, some_code(), "unknown") for _ in range(TIMES)]),
    ]
    stand_in.do(kiwify.hang, 0)
    return figures


def scanned(tablet: Tablet, ask: MakeAsk, code: str, result: str) -> float:
    answer = tablet.ask(ask(code=code))
    if f'data-result="{result}"'.encode() not in answer.body:
        raise RuntimeError(f"A look-up that should be {result} is not.")
    return answer.seconds


def figure(what: str, seconds: list[float], most: float | None = None) -> dict[str, Any]:
    median, longest = statistics.median(seconds) * 1000, max(seconds) * 1000
    return {"what": what, "median_ms": median, "longest_ms": longest, "target": most}
