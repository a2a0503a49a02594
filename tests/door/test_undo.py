from datetime import timedelta

import pytest

from participants import door
from participants.models import Closing, Result


def test_who_let_somebody_in_may_undo_it(let_in, arrive, rita):
    row = let_in(arrive())
    undone = door.undo(row, person=rita, now=row.recorded_at + timedelta(seconds=10))
    assert (undone.closed_how, undone.closed_by) == (Closing.UNDO, rita)


def test_after_an_undo_they_may_enter_again(let_in, arrive, rita):
    ana = arrive()
    row = let_in(ana)
    door.undo(row, person=rita, now=row.recorded_at)
    assert let_in(ana).result == Result.ADMITTED


def test_undoing_twice_is_harmless(let_in, arrive, rita):
    row = let_in(arrive())
    first = door.undo(row, person=rita, now=row.recorded_at)
    again = door.undo(row, person=rita, now=row.recorded_at + timedelta(hours=1))
    assert (again.pk, again.closed_at) == (first.pk, first.closed_at)


@pytest.mark.parametrize("late", [timedelta(seconds=10, microseconds=1), timedelta(days=1)])
def test_ten_seconds_later_it_is_too_late(let_in, arrive, rita, late):
    row = let_in(arrive())
    with pytest.raises(door.UndoRefused, match="too_late"):
        door.undo(row, person=rita, now=row.recorded_at + late)
    assert row.is_open


def test_somebody_else_may_not_undo_it(let_in, arrive, caio):
    row = let_in(arrive())
    with pytest.raises(door.UndoRefused, match="not_yours"):
        door.undo(row, person=caio, now=row.recorded_at)


def test_a_refusal_cannot_be_undone(let_in, rita):
    row = let_in(code="NOBODY")
    with pytest.raises(door.UndoRefused, match="not_admitted"):
        door.undo(row, person=rita, now=row.recorded_at)
