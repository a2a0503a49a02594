"""What must be true after each happening, and how the tablets lived through it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from .happenings import Happening
from .postgres import Database
from .tablets import Memory, Told

KEPT = "SELECT id::text, result FROM participants_checkin WHERE id = ANY(%s::uuid[])"
RECOVERED_WITHIN = 6.0


@dataclass(frozen=True, slots=True)
class Verdict:
    happening: Happening
    answered: int
    longest_gap: float
    longest_wait: float
    median_ms: float
    slow_ms: float
    failures: Counter[str]
    problems: tuple[str, ...]


def judge(happening: Happening, memory: Memory, database: Database, tablets: int) -> Verdict:
    everything = list(memory.told)  # which grows while we look
    told = [one for one in everything if happening.began <= one.answered < happening.ended]
    waits = [one.answered - one.asked for one in told]
    cuts = quantiles(waits, n=100)
    failures = Counter(one.kind for one in memory.failures if happening.began <= one.at < happening.ended)
    problems = (*lost(everything, database), *let_in_twice(everything), *silent(told, happening, tablets))
    return Verdict(
        happening, len(told), _longest_gap(told, happening), max(waits), cuts[49] * 1000, cuts[94] * 1000, failures,
        problems,
    )  # fmt: skip


def lost(told: Sequence[Told], database: Database) -> Iterator[str]:
    """Check-ins, from the first on, that a tablet has the answer to, and the database does not say the same of."""
    kept = dict(database.ask(KEPT, [[one.id for one in told]]))
    for one in told:
        if kept.get(one.id) != one.result:
            yield f"Check-in {one.id} was told to be {one.result}, and is {kept.get(one.id, 'lost')}."


def let_in_twice(told: Sequence[Told]) -> Iterator[str]:
    admitted = Counter(one.code for one in told if one.result == "admitted")
    yield from (f"The ticket {code} was let in {times} times." for code, times in admitted.items() if times > 1)


def silent(told: Sequence[Told], happening: Happening, tablets: int) -> Iterator[str]:
    lately = {one.tablet for one in told if one.answered > happening.ended - RECOVERED_WITHIN}
    if len(lately) < tablets:
        yield f"{tablets - len(lately)} tablets had no answer in the last {RECOVERED_WITHIN:g} s."


def _longest_gap(told: Sequence[Told], happening: Happening) -> float:
    """In which no tablet at all was answered."""
    moments = sorted([happening.began, *(one.answered for one in told), happening.ended])
    return max(after - before for before, after in pairwise(moments))
