"""The report's numbers: the board's, and what was stopped at the doors and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from .. import attendance
from ..attendance import Board
from ..attendance.doubles import open_doubles
from ..models import CheckIn, Event, Result
from ..verdicts import reason_in_words

STOPPED = (Result.UNKNOWN, Result.AMBIGUOUS, Result.WITHDRAWN, Result.WRONG_CHECKPOINT)


class Share(NamedTuple):
    """A name and its number; "" is what has no name."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Report:
    """`gates` count people where they first came in; the others count verdicts, as one person may be stopped twice.

    `doubles` are tickets that were let in twice, whether or not somebody has decided about them.
    """

    board: Board
    gates: Sequence[Share]
    stopped: Sequence[Share]
    refusals: Sequence[Share]
    repeats: int
    overruled: int
    doubles: int

    @property
    def first(self) -> datetime | None:
        return min((minute for minute, _gate in self.board.arrivals), default=None)

    @property
    def last(self) -> datetime | None:
        return max((minute for minute, _gate in self.board.arrivals), default=None)


def report_of(event: Event) -> Report:
    """The event's report as of now."""
    board = attendance.board_of(event.pk)
    results = _counted(event, "result")
    verdicts = CheckIn.objects.filter(event=event)
    return Report(
        board=board,
        gates=_gates(board),
        stopped=[Share(str(one.label), results[one]) for one in STOPPED if results[one]],
        refusals=[Share(reason_in_words(reason), number) for reason, number in _refusals(event).most_common()],
        repeats=results[Result.ALREADY_IN],
        overruled=verdicts.exclude(overruled="").count(),
        doubles=open_doubles(event) + verdicts.exclude(settled_how="").count(),
    )


def _gates(board: Board) -> Sequence[Share]:
    of_gate: Counter[str] = Counter()
    for (_minute, gate), people in board.arrivals.items():
        of_gate[gate] += people
    return [Share(gate, people) for gate, people in sorted(of_gate.items(), key=lambda one: (not one[0], one[0]))]


def _refusals(event: Event) -> Counter[str]:
    return _counted(event, "reason", result=Result.REFUSED)


def _counted(event: Event, column: str, **where: str) -> Counter[str]:
    rows = CheckIn.objects.filter(event=event, **where).order_by()
    return Counter(dict(rows.values_list(column).annotate(number=Count("pk"))))
