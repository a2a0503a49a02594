"""The pace of the last five minutes, and when everybody would be in: nothing said rather than nonsense."""

from datetime import timedelta

import pytest

from participants.attendance.pace import finish, pace_of, per_minute

from .conftest import NOW


def test_the_pace_is_of_the_last_five_minutes(event, come):
    for ago in (0.5, 1, 4.9, 5.1, 20):
        come(ago)
    assert pace_of(event, NOW).arrived == 3
    assert pace_of(event, NOW).per_minute == 0.6


def test_a_queue_sent_now_is_no_pace(event, come):
    come(40, told=1)
    assert pace_of(event, NOW).arrived == 0


def test_a_tablet_works_also_for_those_who_had_arrived(event, come, vip):
    ana = come(20, gate="Gate A").participant
    come(1, gate="VIP gate", who=ana, at=vip)
    pace = pace_of(event, NOW)
    assert pace.arrived == 0
    assert pace.of_tablet(event.tablets.get(gate="VIP gate").pk) == 0.2
    assert pace.of_tablet(event.tablets.get(gate="Gate A").pk) == 0


def test_what_was_undone_is_no_pace(event, come, undo):
    undo(come(1))
    assert pace_of(event, NOW).arrived == 0


@pytest.mark.parametrize(("people", "rate"), [(0, 0), (1, 0.2), (49, 9.8), (50, 10), (117, 23)])
def test_a_quick_pace_has_no_decimals(people, rate):
    assert per_minute(people) == rate


def test_the_finish_is_who_is_expected_at_this_pace():
    assert finish(1_000, 100, NOW) == NOW + timedelta(minutes=50)


@pytest.mark.parametrize(("expected", "arrived"), [(None, 100), (0, 100), (1_000, 0), (1_000, 9), (100_000, 10)])
def test_of_an_unlikely_finish_nothing_is_said(expected, arrived):
    assert finish(expected, arrived, NOW) is None
