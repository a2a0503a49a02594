"""The numbers that each door page has in sight, and the mark by which it knows that they are still the same."""

from typing import Any
from zlib import crc32

from django.utils import timezone
from django.utils.translation import get_language

from .. import clock, counters, freshness
from ..counters import Counters
from ..models import Checkpoint, Event

# A read's age in seconds changes by itself: so often, in seconds, it is said anew.
TICK = 10


def numbers_context(event: Event, checkpoint: Checkpoint) -> dict[str, Any]:
    """What the counters show, and `seen`, their mark: of who moved and which tickets changed, a dash, and of all."""
    numbers, stale = counters.count(event, checkpoint), freshness.reason(event)
    shown = (numbers, stale, _age(numbers), event.slug, checkpoint.pk, checkpoint.has_exit, get_language())
    seen = f"{numbers.mark}-{crc32(repr(shown).encode()):x}"
    return {"event": event, "checkpoint": checkpoint, "counters": numbers, "stale": stale, "seen": seen}


def have_people_moved(before: str, seen: str) -> bool:
    return _parts(before)[0] != _parts(seen)[0]


def have_tickets_changed(before: str, seen: str) -> bool:
    """Whether a read changed any, a new one too."""
    return _parts(before)[1] != _parts(seen)[1]


def _parts(seen: str) -> tuple[str, str]:
    moved, _, changed = seen.partition("-")[0].partition(".")
    return moved, changed


def _age(numbers: Counters) -> object:
    """Differs where a read's age would be said in other words, but for the seconds of a young one."""
    if numbers.read_at is None:
        return None
    now = timezone.now()
    seconds = (now - numbers.read_at).total_seconds()
    return seconds // TICK if seconds < 60 else clock.ago(numbers.read_at, now)
