"""Races, with real threads on the real database."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from participants import counters, door
from participants.door import leaving
from participants.models import CheckIn, Checkpoint, Result

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(times, work):
    def work_on_a_connection_of_its_own(_):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(work_on_a_connection_of_its_own, range(times)))


def test_fifty_taps_on_one_ticket_admit_once(let_in, arrive):
    ana = arrive()
    results = Counter(row.result for row in at_once(50, lambda: let_in(ana)))
    assert results == {Result.ADMITTED: 1, Result.ALREADY_IN: 49}
    assert CheckIn.objects.count() == 50


def test_twenty_times_the_same_tap_is_one_row_and_one_answer(let_in, arrive):
    ana, id = arrive(), uuid4()
    rows = at_once(20, lambda: let_in(ana, id=id))
    assert {(row.pk, row.result) for row in rows} == {(id, Result.ADMITTED)}
    assert CheckIn.objects.count() == 1


def test_twenty_scans_of_one_unknown_code_are_twenty_honest_rows(let_in, entrance):
    rows = at_once(20, lambda: let_in(code="NOBODY"))
    assert Counter(row.result for row in rows) == {Result.UNKNOWN: 20}


def test_one_person_at_two_checkpoints_at_once_is_one_at_the_event(let_in, arrive, event, entrance):
    places = [entrance, Checkpoint.objects.create(event=event, name="Day 2", position=1)]
    people = [arrive() for _ in range(10)]
    turns = iter([(one, place) for one in people for place in places])

    def next_turn():
        one, place = next(turns)
        return let_in(one, checkpoint=place)

    at_once(20, next_turn)
    assert counters.count(event).checked_in == 10
    assert door.recount(event) == []


def test_undoing_and_entering_at_once_leave_the_tallies_right(let_in, arrive, event, rita):
    people = [arrive() for _ in range(4)]

    def in_and_back():
        row = let_in(people[next(turns) % 4])
        with suppress(door.UndoRefused):
            door.undo(row, person=rita, now=row.recorded_at)

    turns = count()
    at_once(24, in_and_back)
    assert door.recount(event) == []


def test_orders_that_share_tickets_and_single_taps_do_not_block_each_other(let_in, arrive, event, entrance, rita):
    people = [arrive() for _ in range(6)]

    def some_way():
        if (turn := next(turns)) % 2:
            return let_in(people[turn % 6])
        details = {"checkpoint": entrance, "person": rita, "now": timezone.now()}
        return door.check_in_all(people, id=uuid4(), **details)

    turns = count()
    at_once(16, some_way)
    assert counters.count(event).checked_in == 6
    assert door.recount(event) == []


@pytest.mark.postgresql
def test_an_order_with_somebody_inside_does_not_wait_for_everyone_out(
    let_in, arrive, event, entrance, rita, monkeypatch
):
    entrance.has_exit = True
    people, tally = [arrive(), arrive()], leaving.left
    details = {"checkpoint": entrance, "person": rita, "now": timezone.now()}
    let_in(people[0])

    def tally_after_the_order(*rows):
        [results] = at_once(1, lambda: door.check_in_all(people, id=uuid4(), **details))
        assert [row.result for row in results] == [Result.ALREADY_IN, Result.ADMITTED]
        tally(*rows)

    monkeypatch.setattr(leaving, "left", tally_after_the_order)
    assert door.everyone_out(entrance, person=rita, now=timezone.now()) == 1
    assert door.recount(event) == []
