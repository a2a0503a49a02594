"""The log: every verdict, filtered, page by page, and what a line says."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from participants import door
from participants.attendance.lines import Line
from participants.attendance.log import LogWanted, log_page
from participants.attendance.pages import LostPlace
from participants.models import Result, Source


@pytest.fixture
def logged(event):
    """The rows that are listed."""
    return lambda **wanted: list(log_page(event, LogWanted(**wanted)).rows)


@pytest.fixture
def why():
    def why(row):
        with translation.override("en"):
            return " ".join(Line(row).why)

    return why


def test_every_verdict_the_newest_first(logged, arrive, let_in):
    ana = arrive("Ana")
    rows = [let_in(ana), let_in(ana), let_in(code="NOBODY")]
    assert logged() == rows[::-1]


def test_by_result_source_gate_tablet_person_and_participant(logged, arrive, let_in, make_tablet, rita, caio):
    ana, tablet = arrive("Ana"), make_tablet("Gate A")
    row = let_in(ana, tablet=tablet, source=Source.SCAN, person=caio)
    let_in(arrive("Bia"), tablet=make_tablet("Gate B")), let_in(code="NOBODY")
    for wanted in (
        {"source": Source.SCAN}, {"gate": "Gate A"}, {"tablet": tablet}, {"person": caio}, {"participant": ana},
        {"verdict": row.pk}, {"q": "ana"}, {"result": Result.ADMITTED, "q": ana.code},
    ):  # fmt: skip
        assert logged(**wanted) == [row], wanted


def test_a_code_that_nobody_has_is_found(logged, arrive, let_in):
    let_in(arrive("Ana"))
    row = let_in(code="NOBODYHASIT")
    assert logged(q=" nobodyhasit ") == [row]


def test_by_when_it_was_recorded(logged, arrive, let_in, at):
    row = let_in(arrive("Ana"), now=at(20))
    let_in(arrive("Bia"), now=at(21))
    assert logged(since=at(20), until=at(21)) == [row]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_every_verdict_is_on_one_page_once(event, let_in, size):
    now = timezone.now()
    rows = {let_in(code=f"X{number}", now=now - timedelta(seconds=number // 3)).pk for number in range(7)}
    found, after, more = [], None, True
    while more:
        page = log_page(event, LogWanted(after=after), size)
        found += [row.pk for row in page.rows]
        after, more = page.last, page.has_more
    assert len(found) == 7
    assert set(found) == rows


def test_a_place_that_is_gone_is_said(event):
    with pytest.raises(LostPlace):
        log_page(event, LogWanted(after=uuid4()))


def test_a_page_is_one_query_with_all_that_its_lines_say(event, arrive, let_in, make_tablet, django_assert_num_queries):
    for number in range(8):
        ana = arrive(f"Ana {number}")
        let_in(ana, tablet=make_tablet("Gate A")), let_in(ana), let_in(code="X")
    with django_assert_num_queries(1):
        for row in log_page(event, LogWanted()).rows:
            line = Line(row)
            assert line.word and line.where and line.by and (line.why or row.participant.batch)


def test_a_line_says_where_and_by_whom(arrive, let_in, make_tablet):
    line = Line(let_in(arrive("Ana"), tablet=make_tablet("Gate A")))
    with translation.override("en"):
        assert (line.where, line.by) == (f"{line.row.checkpoint} · Gate A · 1", "Rita · search")


@pytest.mark.parametrize(("seconds", "differs"), [(1, False), (90, True)])
def test_a_line_tells_of_a_clock_that_differs(arrive, let_in, seconds, differs):
    now = timezone.now()
    assert Line(let_in(arrive(), now=now, happened_at=now - timedelta(seconds=seconds))).has_another_clock == differs


def test_a_line_says_why(arrive, let_in, withdrawn, rita, why):
    overruled = let_in(arrive("Ana", **withdrawn), overrule="The boss said so")
    assert why(overruled) == "A lead decided against “withdrawn”. The boss said so."
    assert why(let_in(code="NOBODY")) == "Unknown."
    repeat = let_in(overruled.participant)
    assert why(repeat) == "Withdrawn."


def test_a_line_says_what_became_of_it(arrive, let_in, rita, why):
    row = let_in(arrive("Ana"))
    first = let_in(row.participant)
    assert why(first).startswith("In since ")
    door.undo(row, person=rita, now=timezone.now(), reason="Wrong person")
    assert why(row).endswith(", Rita, Wrong person.")
