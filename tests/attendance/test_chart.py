"""Arrivals as a table: a row for every step, a column for every gate."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from participants.attendance import Window, chart_of

EIGHT = datetime(2026, 11, 22, 20, tzinfo=UTC)
WINDOW = Window(EIGHT, EIGHT + timedelta(minutes=15), 5)


def came(*people):
    return Counter({(EIGHT + timedelta(minutes=minute), gate): number for minute, gate, number in people})


def test_people_are_in_the_step_of_their_minute():
    chart = chart_of(came((0, "A", 1), (4, "A", 2), (5, "A", 4), (14, "B", 8)), WINDOW)
    assert chart.gates == ["A", "B"]
    assert [list(row.people) for row in chart.rows] == [[3, 0], [4, 0], [0, 8]]
    assert chart.total == 15


def test_who_came_before_or_after_is_not_in_it():
    chart = chart_of(came((-1, "A", 1), (15, "A", 2)), WINDOW)
    assert (chart.total, chart.gates) == (0, ["A"])


def test_no_gate_is_the_last_column():
    assert chart_of(came((0, "", 9), (0, "B", 1), (0, "A", 1)), WINDOW).gates == ["A", "B", ""]


def test_the_quietest_of_many_gates_are_taken_together():
    chart = chart_of(came(*((0, f"Gate {number}", number + 1) for number in range(8))), WINDOW)
    assert chart.gates == ["Gate 3", "Gate 4", "Gate 5", "Gate 6", "Gate 7", None]
    assert list(chart.rows[0].people) == [4, 5, 6, 7, 8, 6]
