"""What reads cost: those of everybody, and those of changes. Over HTTP, from a stand-in Kiwify."""

from collections.abc import Callable
from functools import partial
from typing import Any

from .. import kiwify, site
from ..database import know_the_tables, postmaster_pid
from ..event import begin, say
from ..kiwify import SMALL, SMALL_PRODUCT_ID, Kiwify
from ..reads import read, read_alone
from .sales import events_of

FEW = 10

type Reading = Callable[[str, str], dict[str, Any]]


def measure(participants: int) -> dict[str, Any]:
    with Kiwify(participants) as stand_in:
        settings = site.environment(stand_in.settings)
        begin(settings, events_of(stand_in))
        reading = partial(read, settings=settings, database_pid=postmaster_pid())
        return {
            "full": full_reads(stand_in, participants, reading),
            "changes": reads_of_changes(stand_in, participants, partial(read_alone, "changes", settings=settings)),
        }


def full_reads(stand_in: Kiwify, participants: int, reading: Reading) -> list[dict[str, Any]]:
    say("full reads")
    large, small = stand_in.product_id, SMALL_PRODUCT_ID
    figures = [
        reading(f"{SMALL:,}, the first time", small),
        reading(f"{SMALL:,}, unchanged", small),
        reading(f"{participants:,}, the first time", large),
        reading(f"{participants:,}, unchanged", large),
    ]
    stand_in.do(kiwify.let_half_in, FEW)
    figures.append(reading(f"{participants:,}, half of them have arrived", large))
    know_the_tables()
    return figures


def reads_of_changes(stand_in: Kiwify, participants: int, reading: Reading) -> list[dict[str, Any]]:
    say("reads of changes")
    product_id = stand_in.product_id
    figures = [
        reading(f"{SMALL:,}, nothing changed", SMALL_PRODUCT_ID),
        reading(f"{participants:,}, nothing changed", product_id),
    ]
    stand_in.do(kiwify.change, FEW)
    return [*figures, reading(f"{participants:,}, {FEW} changed", product_id)]
