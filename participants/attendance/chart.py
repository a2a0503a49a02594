"""Arrivals as a chart and its table show them: a row for every step of the window, a column for every gate."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .arrivals import Arrivals
from .windows import Window

# Hues and patterns that are told apart; the quietest of more gates share the last.
MOST_GATES = 6


@dataclass(frozen=True, slots=True)
class Row:
    start: datetime
    end: datetime
    people: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.people)


@dataclass(frozen=True, slots=True)
class Chart:
    """`gates` are the columns' names in order: "" for no gate, None for all others together."""

    window: Window
    gates: Sequence[str | None]
    rows: Sequence[Row]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def busiest(self) -> Row | None:
        """The first of the rows with the most people; None where nobody came."""
        return max(self.rows, key=lambda row: row.total) if self.total else None


def chart_of(arrivals: Arrivals, window: Window) -> Chart:
    gates = _gates(arrivals)
    people: Counter[tuple[datetime, str | None]] = Counter()
    for (minute, gate), number in arrivals.items():
        people[window.start_of(minute), gate if gate in gates else None] += number
    rows = [Row(start, end, [people[start, gate] for gate in gates]) for start, end in window.steps]
    return Chart(window, gates, rows)


def _gates(arrivals: Arrivals) -> Sequence[str | None]:
    """By name, the same whatever time is looked at, so that a gate keeps its colour; "" last."""
    by_gate: Counter[str] = Counter()
    for (_minute, gate), number in arrivals.items():
        by_gate[gate] += number
    if len(by_gate) <= MOST_GATES:
        return _in_order(by_gate)
    busiest = [gate for gate, _number in by_gate.most_common(MOST_GATES - 1)]
    return [*_in_order(busiest), None]


def _in_order(gates: Sequence[str] | Counter[str]) -> list[str]:
    return sorted(gates, key=lambda gate: (not gate, gate))
