"""The report's numbers are the board's, and say what was stopped and why."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from participants import attendance, door
from participants.attendance import Chart, Window, shared
from participants.attendance.chart import Row
from participants.report import picture_of, report_of

EIGHT = datetime(2026, 11, 21, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_board_before(monkeypatch):
    monkeypatch.setattr(shared, "_boards", {})


def at(minutes):
    moment = EIGHT + timedelta(minutes=minutes)
    return {"happened_at": moment, "now": moment}


def test_the_busiest_minute_is_the_first_of_the_fullest(event, arrive, let_in):
    for minutes in (0, 3, 3.5, 7, 7.5):
        let_in(arrive(), **at(minutes))
    report = report_of(event)
    assert report.board.peak == (EIGHT + timedelta(minutes=3), 2)
    assert (report.first, report.last) == (EIGHT, EIGHT + timedelta(minutes=7))


def test_gates_count_people_where_they_first_came_in(event, arrive, let_in, make_tablet):
    gate = make_tablet("Portão B")
    let_in(arrive(), tablet=gate), let_in(arrive(), tablet=gate), let_in(arrive())
    assert report_of(event).gates == [("Portão B", 2), ("", 1)]


def test_what_was_stopped_is_counted_by_why(event, entrance, rita, arrive, let_in, withdrawn):
    ana = arrive("Ana")
    for reason in ("document", "document", "Sem pulseira"):
        door.refuse(door.Claim(ana), id=uuid4(), checkpoint=entrance, person=rita, now=timezone.now(), reason=reason)
    let_in(arrive("Bia", **withdrawn)), let_in(code="NOBODYHASTHIS00"), let_in(ana), let_in(ana)
    report = report_of(event)
    assert [share.number for share in report.refusals] == [2, 1]
    assert report.refusals[1].name == "Sem pulseira"
    assert [share.number for share in report.stopped] == [1, 1]
    assert report.repeats == 1


def test_a_ticket_that_was_let_in_twice_stays_in_the_report(event, arrive, let_in, caio):
    ana = arrive("Ana")
    let_in(ana)
    double = let_in(ana, source="offline", person=caio)
    assert report_of(event).doubles == 1
    type(double).objects.filter(pk=double.pk).update(settled_how="mistake", settled_at=timezone.now())
    shared._boards.clear()
    assert report_of(event).doubles == 1


def test_an_evening_on_which_nobody_came(event):
    report = report_of(event)
    assert (report.board.peak, report.first, report.gates, report.refusals) == (None, None, [], [])


def test_its_numbers_are_the_boards(event, arrive, let_in):
    let_in(arrive(batch="VIP")), arrive(batch="VIP"), let_in(arrive())
    board = attendance.board_of(event.pk)
    report = report_of(event)
    assert sum(share.number for share in report.gates) == board.counters.checked_in == 2
    assert sum(board.arrivals.values()) == 2


@given(st.lists(st.integers(0, 5000), max_size=80))
def test_every_bar_is_inside_the_picture(people):
    window = Window(EIGHT, EIGHT + timedelta(minutes=len(people)), 1)
    rows = [Row(start, end, [number]) for (start, end), number in zip(window.steps, people, strict=True)]
    picture = picture_of(Chart(window, [""], rows))
    assert [bar.people for bar in picture.bars] == people
    assert all(bar.y >= 0 and bar.y + bar.height <= picture.height + 0.01 for bar in picture.bars)
    assert all(bar.x + bar.width <= picture.width for bar in picture.bars)
    assert len(picture.times) <= 9
