"""Races, with real threads on the real database."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from participants.models import CheckIn, Result

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
