"""What grows with the event: some kinds of request, at one client, with so many people."""

from dataclasses import replace
from typing import Any

from .. import asked, asked_elsewhere, site
from ..kiwify import Kiwify
from ..load import loaded
from ..plan import Effort, planned

EFFORT = Effort(1, 8, 10)
KINDS = (
    asked.FLOOR, asked.TWO_LETTERS, asked.ONE_WORD, asked.TWO_WORDS, asked.CODE, asked.TYPO, asked.NOBODY_FOUND,
    asked.TAPPED, asked.REPEATED, asked.COUNTERS, asked_elsewhere.NOTHING_NEW, asked_elsewhere.BOARD_UNCHANGED,
    asked_elsewhere.BOARD, asked_elsewhere.FIRST_PAGE, asked_elsewhere.DEEP_PAGE, asked.DOOR_PAGE,
)  # fmt: skip


def measure(participants: int) -> list[dict[str, Any]]:
    with Kiwify(1) as stand_in:
        settings = site.environment(stand_in.settings)
        plan = replace(planned(stand_in, settings, participants), efforts=[EFFORT], only=KINDS)
        with site.server(settings) as (web, port):
            figures: list[dict[str, Any]] = loaded(plan.at(web, port), settings)["1"]["kinds"]
    return figures
